/* SPDX-License-Identifier: ISC */
/*
 * Stopping: Cease 6/2, or 6/4 when the daemon comes back, and nothing at all
 * to a neighbour that keeps our routes meanwhile (RFC 4724), unless it is for
 * good.
 */
#include <stdlib.h>

#include "base/log.h"
#include "peer.h"
#include "stop.h"

enum { LOOK_MS = 20, LOOKS_MAX = 50 };

struct stopping {
	struct engine		*e;
	struct loop_timer	*timer;
	unsigned		 looks;
};

static void
on_look(void *arg)
{
	struct stopping *s = arg;

	if (s->e->nlingers > 0 && ++s->looks < LOOKS_MAX) {
		loop_timer_set(s->timer, LOOK_MS);
		return;
	}
	(void)link_send(s->e->parent, PE_STOPPED, 0, 0, NULL, 0);
	loop_timer_free(s->timer);
	free(s);
}

void
stop_all(struct engine *e, enum stop_why why, const char *text)
{
	struct stopping *s;
	struct notify n;
	uint32_t i;

	e->stopping = true;
	notify_set_text(&n, NOTIFY_CEASE, why == STOP_RESTART ? CEASE_RESET :
	    CEASE_DOWN, text);
	for (i = 0; i < e->npeers; i++)
		if (e->peers[i] != NULL)
			peer_stop(e->peers[i], &n, why != STOP_FINAL);
	s = xcalloc(1, sizeof(*s));
	s->e = e;
	s->timer = loop_timer_new(e->loop, on_look, s);
	on_look(s);
}
