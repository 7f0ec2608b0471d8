/* SPDX-License-Identifier: ISC */
/*
 * A message of any octets, explained: both forms are clean text, every field
 * lies in the message, and what the lines call the worst is no worse than the
 * outcome where that is a message's.  The first octet chooses the session.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/event/json_check.h"
#include "event/escape.h"
#include "explain_form.h"
#include "explain_message.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { AS2 = 1, EXTERNAL = 2, PATH_IDS = 4, NO_SETS = 8 };

static void
check_clean(const struct wbuf *w)
{
	uint32_t c;
	size_t i;
	unsigned n;

	if (w->failed || w->len == 0 || w->p[w->len - 1] != '\n')
		abort();
	for (i = 0; i < w->len; i += n) {
		n = utf8_next(w->p + i, w->len - i, &c);
		if (n == 0 || c == 0x7f ||
		    (c < 0x20 && c != '\n' && c != '\t'))
			abort();
	}
}

static void
check_lines(const struct explain *e)
{
	const struct explain_line *l;
	size_t i;

	for (i = 0; i < e->n; i++) {
		l = &e->v[i];
		if (l->at > e->whole.left || l->len > e->whole.left - l->at)
			abort();
		if (l->verdict == OFFENCE_SESSION_RESET &&
		    e->verdict != OFFENCE_SESSION_RESET)
			abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct json_check check;
	struct offline_session s;
	struct command c;
	struct explain e;
	struct wbuf w;

	if (size < 1)
		return 0;
	command_init(&c);
	c.offline.as2 = (data[0] & AS2) != 0;
	c.offline.path_ids = (data[0] & PATH_IDS) != 0;
	c.offline.local_as = 64496;
	c.offline.peer_as = (data[0] & EXTERNAL) != 0 ? 64497 : 64496;
	if (offline_session_init(&s, &c) == -1)
		abort();
	s.reject_as_set = (data[0] & NO_SETS) != 0;
	explain_init(&e, &s);
	explain_message(&e, rbuf_of(data + 1, size - 1));
	check_lines(&e);
	wbuf_growable(&w, 128 * 1024 * 1024);
	explain_text(&w, &e);
	check_clean(&w);
	wbuf_reset(&w);
	explain_json(&w, &e);
	check_clean(&w);
	if (!json_check_text(&check, w.p, w.len))
		abort();
	wbuf_free(&w);
	explain_free(&e);
	command_free(&c);
	return 0;
}
