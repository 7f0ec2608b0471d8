/* SPDX-License-Identifier: ISC */
/*
 * A run of UPDATE bodies, two octets of length before each, into a whole
 * Adj-RIB-In.  The first octet chooses what was negotiated.  At the end
 * everything is withdrawn, and nothing may be left: neither a path counted
 * that is not there, nor a reference.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "adj_rib_in.h"
#include "attrs.h"
#include "base/log.h"
#include "bgp/offence.h"
#include "nexthops.h"
#include "peer.h"
#include "update_in.h"

enum { BATCH_MAX = 128 * 1024 };

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
quiet(void *arg, enum log_level level, const char *line)
{
	(void)arg;
	(void)level;
	(void)line;
}

static void
negotiate(struct peer *p, uint8_t how)
{
	family_mask all = (1ULL << FAMILY_MAX) - 1;

	p->up = true;
	p->neg = (struct negotiated){
		.local = addr_v4(0xc0000202), .remote = addr_v4(0xc0000201),
		.local_as = 64496, .peer_as = 64500, .role = 255,
		.families = (how & 1) != 0 ? all : 1,
		.add_path_rx = (how & 2) != 0 ? all : 0,
		.enh_nexthop = (how & 4) != 0 ? all : 0,
		.as4 = (how & 8) != 0, .ebgp = (how & 16) != 0,
	};
	p->conf.mp_error_disable = (how & 32) != 0;
	p->conf.reject_as_set = (how & 64) != 0;
	p->conf.limits[0].max = (how & 128) != 0 ? 3 : 0;
	update_in_start(p);
}

/* Frames every body as the session engine would have. */
static size_t
frame(uint8_t *out, struct rbuf in)
{
	struct rbuf body;
	size_t at = 0;
	uint16_t len;

	while (rbuf_u16(&in, &len) == 0) {
		if (len > in.left)
			len = (uint16_t)in.left;
		if (rbuf_sub(&in, len, &body) == -1 ||
		    at + 19 + len > BATCH_MAX || len > UINT16_MAX - 19)
			break;
		memset(out + at, 0xff, 16);
		out[at + 16] = (uint8_t)((len + 19) >> 8);
		out[at + 17] = (uint8_t)(len + 19);
		out[at + 18] = 2;
		memcpy(out + at + 19, body.p, len);
		at += 19U + len;
	}
	return at;
}

static uint64_t
count_paths(struct rde *r, enum family f, struct nlri *last)
{
	const struct net_table *t = adj_rib_in_table(r->in, f);
	struct net_pos pos, *after = NULL;
	struct net_item v;
	struct in_path x;
	uint64_t n = 0;

	for (; net_table_walk(t, after, NULL, &v, 1) == 1; after = &pos) {
		net_pos_set(&pos, &v.nlri);
		while (adj_rib_in_next(r->in, f, &v.value, &x)) {
			*last = v.nlri;
			last->path_id = x.path_id;
			last->carried = nexthops_carried(r->nexthops,
			    x.nexthop);
			if (!nlri_is_sound(last))
				abort();
			(void)attrs_summary(r->attrs, x.attrs);
			n++;
		}
	}
	return n;
}

static void
take_all_back(struct rde *r, struct peer *p, enum family f)
{
	struct nlri n;

	while (adj_rib_in_held(p, f) > 0) {
		if (count_paths(r, f, &n) != adj_rib_in_held(p, f) ||
		    !adj_rib_in_withdraw(r->in, p, &n))
			abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static uint8_t batch[BATCH_MAX];
	struct conf_neighbor c = { .id = 1 };
	struct rde r = { 0 };
	uint64_t sets, hops, paths, bytes, refs;
	struct peer *p;
	unsigned f;

	if (size < 1 || size > 65536)
		return 0;
	log_set_sink(quiet, NULL);
	(void)family_others_set(FAMILY_OTHER_FIRST, 16397, 99);
	r.loop = loop_new();
	r.attrs = attrs_store_new();
	r.nexthops = nexthops_new();
	r.peers = peers_new();
	r.offences = offences_new();
	r.in = adj_rib_in_new(&r);
	r.update_in = update_in_new(&r);
	p = peers_add(r.peers, &c);
	adj_rib_in_peer_added(r.in, p);
	negotiate(p, data[0]);
	if (!update_in_batch(r.update_in, p, rbuf_of(batch,
	    frame(batch, rbuf_of(data + 1, size - 1)))))
		while (!update_in_more(r.update_in))
			;
	/* What was counted was noted too. */
	if (p->count.treat_as_withdraw + p->count.attr_discard >
	    offences_last(r.offences))
		abort();
	for (f = 0; f < FAMILY_MAX; f++)
		take_all_back(&r, p, (enum family)f);
	adj_rib_in_usage(r.in, &paths, &bytes);
	attrs_usage(r.attrs, &sets, &bytes, &refs);
	nexthops_usage(r.nexthops, &hops, &bytes, &refs);
	/* A family that was given up still waits for its sweep. */
	if ((data[0] & 32) == 0 && (paths != 0 || sets != 0 || hops != 0))
		abort();
	update_in_peer_removed(r.update_in, p);
	update_in_free(r.update_in);
	adj_rib_in_free(r.in);
	offences_free(r.offences);
	peers_free(r.peers);
	nexthops_free(r.nexthops);
	attrs_store_free(r.attrs);
	loop_free(r.loop);
	return 0;
}
