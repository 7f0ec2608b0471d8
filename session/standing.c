/* SPDX-License-Identifier: ISC */
/*
 * A neighbour's operational block (draft-ietf-idr-operational-message): every
 * message of it is sent when the session begins, in its order, before routes,
 * as far as both have the capability and the family.  A reload sends what is
 * new to a session that stands.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "bgp/operational.h"
#include "ipc/session_rde.h"
#include "msg_out.h"
#include "peer.h"
#include "peer_index.h"
#include "remember.h"
#include "standing.h"

void
standing_take(struct rbuf body, struct wbuf *all)
{
	uint32_t id, len;

	if (rbuf_host(&body, &id, sizeof(id)) == -1)
		return;			/* conf_image_open has seen it */
	len = (uint32_t)body.left;
	wbuf_bytes(all, &id, sizeof(id));
	wbuf_bytes(all, &len, sizeof(len));
	wbuf_bytes(all, body.p, body.left);
}

/* One of a range has those of the range. */
static struct rbuf
messages_of(const struct peer *p)
{
	if (p->range != 0)
		p = peer_by_id(p->e, p->range);
	return p == NULL ? rbuf_of(NULL, 0) :
	    rbuf_of(p->standing, p->standing_len);
}

static bool
is_in(struct rbuf all, const uint8_t *p, size_t len)
{
	struct operational o;
	const uint8_t *at = all.p;

	while (operational_unpack(&all, &o) == 0) {
		if ((size_t)(all.p - at) == len && memcmp(at, p, len) == 0)
			return true;
		at = all.p;
	}
	return false;
}

/* Those that are not in before, one behind the other. */
static void
gather(const struct conn *c, struct rbuf all, struct rbuf before,
    struct wbuf *run)
{
	struct operational o;
	const uint8_t *at = all.p;

	wbuf_growable(run, OPERATIONAL_CONFIGURED * OPERATIONAL_MAX);
	if (!c->neg->operational)
		return;
	while (operational_unpack(&all, &o) == 0) {
		if (o.family != FAMILY_NONE &&
		    (c->neg->families >> o.family & 1) != 0 &&
		    !is_in(before, at, (size_t)(all.p - at)))
			operational_write(run, &o, c->neg->local_id);
		at = all.p;
	}
}

/* It is in the middle of a step, at whose end a failed write is seen. */
void
standing_send(struct conn *c)
{
	struct wbuf run;

	gather(c, messages_of(c->peer), rbuf_of(NULL, 0), &run);
	msg_out_updates(c, run.p, run.len, false);
	if (run.len > 0 && !c->blocked)
		msg_out_flush(c);
	wbuf_free(&run);
}

/* As for what a program says: not to one that has not taken what it has. */
static void
send_new(struct peer *p, struct rbuf all, struct rbuf before)
{
	char name[PEER_NAME];
	struct wbuf run;

	if (p == NULL || p->est == NULL)
		return;
	gather(p->est, all, before, &run);
	if (run.len > 0 && p->est->out_bytes > SR_OUT_WINDOW)
		log_warn("%s: new operational messages wait for its next "
		    "session: too much waits to be sent already",
		    peer_name(p, name, sizeof(name)));
	else if (run.len > 0)
		conn_send(p->est, run.p, run.len, false);
	wbuf_free(&run);
}

static void
replace(struct peer *p, struct rbuf all)
{
	uint8_t *old = p->standing;
	const struct rbuf before = rbuf_of(old, p->standing_len);
	uint32_t i;

	p->standing = NULL;
	p->standing_len = all.left;
	if (all.left > 0) {
		p->standing = xmalloc(all.left);
		memcpy(p->standing, all.p, all.left);
	}
	send_new(p, all, before);
	for (i = p->conf.clone_first; conf_clones_has(&p->conf, i); i++)
		send_new(peer_by_id(p->e, i), all, before);
	free(old);
}

void
standing_configure(struct engine *e, struct rbuf all)
{
	struct rbuf *of = xcalloc(e->npeers + 1UL, sizeof(*of)), part;
	uint32_t i, id, len;
	struct peer *p;

	while (rbuf_host(&all, &id, sizeof(id)) == 0 &&
	    rbuf_host(&all, &len, sizeof(len)) == 0 &&
	    rbuf_sub(&all, len, &part) == 0)
		if (id < e->npeers)
			of[id] = part;
	for (i = 0; i < e->npeers; i++) {
		p = e->peers[i];
		if (p != NULL && p->range == 0)
			replace(p, of[i]);
	}
	free(of);
}
