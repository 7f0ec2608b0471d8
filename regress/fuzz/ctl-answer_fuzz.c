/* SPDX-License-Identifier: ISC */
/*
 * Records of a daemon that says anything: each is refused, or printed as text
 * of clean lines and as JSON that parses, or written as an MRT record that is
 * as long as it says.  The first octet chooses the record, the form and the
 * view.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/event/json_check.h"
#include "event/escape.h"
#include "output.h"
#include "output_mrt.h"
#include "records.h"

/* of the first octet */
enum { JSON = 4, MALFORMED = 32, MRT = 64, TRIAL = 128 };
enum { KIND_MALFORMED = 4, KIND_TRIAL };

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Valid UTF-8, newlines (and JSON's tabs), no other control character. */
static void
check_clean(const struct wbuf *w, bool json)
{
	uint32_t c;
	size_t i;
	unsigned n;

	for (i = 0; i < w->len; i += n) {
		n = utf8_next(w->p + i, w->len - i, &c);
		if (n == 0 || c == 0x7f || (c >= 0x80 && c < 0xa0))
			abort();
		if (c < 0x20 && c != '\n' && !(json && c == '\t'))
			abort();
	}
}

/* False: refused. */
static bool
print(struct output *o, struct link_msg *m, unsigned kind)
{
	static const struct ctl_rib_neighbor nobody;
	struct ctl_rib_neighbor peer;
	struct malformed_view mv = { .of_rde = false };
	struct neighbor_view nv;
	struct network_view wv;
	struct ctl_neighbor n;
	struct ctl_changes all;
	struct ctl_change change;
	struct ctl_memory mem;
	struct path_view pv;

	switch (kind) {
	case 0:
		if (record_neighbor(m, &n) == -1)
			return false;
		nv = (struct neighbor_view){ .n = &n };
		o->form->neighbor(o, &nv);
		return true;
	case 1:
		pv.peer = record_rib_neighbor(m, &peer) == 0 ? &peer : &nobody;
		while (record_path(m, &pv) == 1)
			o->form->path(o, &pv);
		return true;
	case 2:
		if (record_network(m, &wv) == -1)
			return false;
		o->form->network(o, &wv);
		return true;
	case KIND_MALFORMED:
		if (record_malformed(m, &mv) == -1)
			return false;
		o->form->malformed(o, &mv);
		return true;
	case 3:
		if (record_memory(m, &mem) == -1)
			return false;
		o->form->memory(o, &mem);
		return true;
	default:
		if (rbuf_host(&m->body, &all, sizeof(all)) == -1 ||
		    record_change(m, &change) == -1)
			return false;
		o->form->changes(o, &all);
		o->form->change(o, &change);
		if (o->form->warnings != NULL)
			o->form->warnings(o, change.description);
		o->whole = true;
		return true;
	}
}

/* RFC 6396 2: a header of 12 octets, its last four how many follow. */
static void
check_mrt(const struct wbuf *w)
{
	struct rbuf b = wbuf_view(w);
	uint32_t len;

	if (rbuf_skip(&b, 8) == -1 || rbuf_u32(&b, &len) == -1 ||
	    len != b.left)
		abort();
}

static void
try_mrt(struct link_msg *m, const struct command *c)
{
	struct output o;

	output_init(&o, &output_mrt, c, -1, false);
	if (print(&o, m, KIND_MALFORMED))
		check_mrt(&o.w);
	output_free(&o);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum action actions[] = { ACTION_NEIGHBOR, ACTION_RIB,
	    ACTION_NETWORK_SHOW, ACTION_MEMORY, ACTION_MALFORMED,
	    ACTION_TRIAL };
	struct command c = { .detail = true };
	struct link_msg m = { .fd = -1 };
	static struct json_check check;
	struct output o;
	unsigned kind;
	bool json;

	if (size == 0)
		return 0;
	json = (data[0] & JSON) != 0;
	kind = (data[0] & TRIAL) != 0 ? KIND_TRIAL :
	    (data[0] & MALFORMED) != 0 ? KIND_MALFORMED : data[0] & 3;
	c.action = actions[kind];
	c.view = (enum view)(data[0] >> 3 & 3);
	m.body = rbuf_of(data + 1, size - 1);
	if (kind == KIND_MALFORMED && (data[0] & MRT) != 0) {
		try_mrt(&m, &c);
		return 0;
	}
	output_init(&o, json ? &output_json : &output_text, &c, -1, false);
	output_begin(&o);
	if (print(&o, &m, kind) && !o.w.failed) {
		o.form->end(&o);
		check_clean(&o.w, json);
		if (json && !json_check_text(&check, o.w.p, o.w.len))
			abort();
	}
	output_free(&o);
	return 0;
}
