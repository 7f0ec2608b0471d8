/* SPDX-License-Identifier: ISC */
/*
 * pack and back: NLRI and attributes from the input are packed for a session
 * that the first octets choose; what the messages hold, split again, is the
 * same NLRI in the same order, and no message is longer than it may be.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "bgp/message.h"
#include "path/attr.h"
#include "update/pack.h"
#include "update/split.h"

enum { NLRI_MAX = 512, OUT_MAX = 1 << 22 };

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct run {
	struct pack_profile p;
	enum family	f;
	struct nlri	v[NLRI_MAX];
	size_t		n;
	size_t		seen;
};

static void
choose(struct run *r, uint8_t how)
{
	static const enum family families[] = {
		FAMILY_IPV4_UNICAST, FAMILY_IPV4_MULTICAST,
		FAMILY_IPV6_UNICAST, FAMILY_IPV6_MULTICAST,
	};

	memset(r, 0, sizeof(*r));
	r->f = families[how % 4];
	r->p.local_as = 4200000000U;
	r->p.ebgp = how >> 2 & 1;
	r->p.as4 = how >> 3 & 1;
	r->p.extended = how >> 4 & 1;
	r->p.otc = r->p.ebgp ? PACK_OTC_MARKS : 0;
	r->p.link_local = 1;
	r->p.add_path_tx = how & 0x20 ? 1U << r->f : 0;
	r->p.enh_nexthop = how & 0x40 ? 1U << r->f : 0;
}

static void
compare(struct run *r, struct rbuf b)
{
	bool add_path = r->p.add_path_tx != 0;
	struct nlri n;

	while (b.left > 0) {
		if (r->seen == r->n ||
		    nlri_read(&b, r->f, add_path, &n, NULL) == -1)
			abort();
		if (prefix_cmp(&n.prefix, &r->v[r->seen].prefix) != 0 ||
		    (add_path && n.path_id != r->v[r->seen].path_id))
			abort();
		r->seen++;
	}
}

static void
take_apart(struct run *r, const struct wbuf *w)
{
	struct rbuf b = wbuf_view(w), body;
	struct attr_report why;
	struct message_head h;
	struct update_parts u;
	struct notify err;

	r->seen = 0;
	while (b.left > 0) {
		if (b.left < MSG_HEADER || message_head_read(b.p,
		    r->p.extended, &h, &err) == -1 ||
		    rbuf_sub(&b, h.len, &body) == -1 ||
		    rbuf_skip(&body, MSG_HEADER) == -1 ||
		    update_split(body, &u) == -1 ||
		    update_spans(&u, &why) != OUTCOME_OK)
			abort();
		compare(r, u.withdrawn);
		compare(r, u.unreach.nlri);
		compare(r, u.nlri);
		compare(r, u.reach.nlri);
	}
	if (r->seen != r->n)
		abort();
}

/* Any octets that are a set. */
static bool
is_set(struct rbuf b)
{
	struct attr a;
	int r;

	while ((r = attr_next(&b, &a)) == 1)
		;
	return r == 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct run r;
	struct rbuf in = rbuf_of(data, size), set, hop;
	struct nexthop nh = { 0 };
	struct wbuf w, wire;
	uint8_t how, each, len;

	if (rbuf_u8(&in, &how) == -1 || rbuf_u8(&in, &each) == -1 ||
	    rbuf_u8(&in, &len) == -1 || rbuf_sub(&in, len, &set) == -1 ||
	    rbuf_sub(&in, how & 0x80 ? 16 : 4, &hop) == -1 || !is_set(set))
		return 0;
	choose(&r, how);
	if (nexthop_read(hop, r.f, true, &nh) == -1)
		return 0;
	while (r.n < NLRI_MAX && nlri_read(&in, r.f, true, &r.v[r.n],
	    NULL) == 0)
		r.n++;
	if (r.n == 0)
		return 0;
	wbuf_growable(&w, OUT_MAX);
	wbuf_growable(&wire, OUT_MAX);
	if (pack_attrs(&wire, set, &r.p, r.f, 0) == PACK_OK &&
	    pack_announce(&w, &r.p, r.f, wbuf_view(&wire), &nh, r.v, r.n,
	    each & 1) == PACK_OK)
		take_apart(&r, &w);
	wbuf_reset(&w);
	pack_withdraw(&w, &r.p, r.f, r.v, r.n, each & 1);
	take_apart(&r, &w);
	wbuf_free(&w);
	wbuf_free(&wire);
	return 0;
}
