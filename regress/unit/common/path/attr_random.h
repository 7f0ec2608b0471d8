/* SPDX-License-Identifier: ISC */
/*
 * Path attributes at random: one maker of well-formed values for each that the
 * table knows and that may stand in a set, in the order in which we write
 * them.  Some makers only come near: what the table's check refuses is made
 * anew.  Included behind cmocka.h.
 */
#ifndef COMMON_PATH_ATTR_RANDOM_H
#define COMMON_PATH_ATTR_RANDOM_H

#include "common/random.h"
#include "path/attr_community.h"
#include "path/attr_row.h"
#include "path/ls_table.h"
#include "path/tlv.h"
#include "path/tunnel_sub.h"

enum { RANDOM_VALUE = 8192 };

typedef void attr_random(struct wbuf *v);

static inline void
random_origin(struct wbuf *v)
{
	wbuf_u8(v, (uint8_t)random_below(3));
}

static inline void
random_as_path(struct wbuf *v)
{
	unsigned segments = random_below(6), n;

	for (; segments > 0; segments--) {
		n = random_below(20) == 0 ? 255 : 1 + random_below(3);
		wbuf_u8(v, (uint8_t)(1 + random_below(4)));
		wbuf_u8(v, (uint8_t)n);
		for (; n > 0; n--)
			wbuf_u32(v, 1 + (uint32_t)random());
	}
}

static inline void
random_u32(struct wbuf *v)
{
	random_sparse(v, 4);
}

static inline void
random_nothing(struct wbuf *v)
{
	(void)v;
}

static inline void
random_anything(struct wbuf *v)
{
	random_octets(v, 1 + random_below(40));
}

static inline void
random_aggregator(struct wbuf *v)
{
	wbuf_u32(v, 1 + (uint32_t)random());
	random_octets(v, 4);
}

/* What is written from text is ascending, and each is there once. */
static inline void
random_units(struct wbuf *v, size_t size)
{
	unsigned n = 1 + random_below(random_below(8) == 0 ? 100 : 5);

	random_sparse(v, n * size);
	wbuf_truncate(v, units_sort(v->p, v->len, size));
}

static inline void
random_communities(struct wbuf *v)
{
	random_units(v, 4);
}

static inline void
random_large_communities(struct wbuf *v)
{
	random_units(v, 12);
}

static inline void
random_cluster_list(struct wbuf *v)
{
	random_octets(v, 4 * (size_t)(1 + random_below(4)));
}

static inline void
random_ext_communities(struct wbuf *v)
{
	static const uint8_t type[] = { 0, 1, 2, 3, 4, 6, 7, 8, 0x0c, 0x40,
	    0x43, 0x47, 0x80, 0x81, 0x82 };
	unsigned n;

	for (n = 1 + random_below(5); n > 0; n--) {
		wbuf_u8(v, type[random_below(sizeof(type))]);
		wbuf_u8(v, (uint8_t)random_below(0x16));
		random_sparse(v, 6);
	}
	wbuf_truncate(v, units_sort(v->p, v->len, 8));
}

static inline void
random_ipv6_ext_communities(struct wbuf *v)
{
	unsigned n;

	for (n = 1 + random_below(3); n > 0; n--) {
		wbuf_u8(v, random_below(4) == 0 ? 0x40 : 0);
		wbuf_u8(v, (uint8_t)random_below(14));
		random_sparse(v, 16);
		if (random_below(2) == 0)
			wbuf_u16(v, 0);
		else
			random_octets(v, 2);
	}
	wbuf_truncate(v, units_sort(v->p, v->len, 20));
}

/* RFC 6388 2.2: an element that is sound but perhaps in its last octets. */
static inline void
random_fec(struct wbuf *v)
{
	bool v6 = random_below(2) == 0;
	unsigned n = random_below(9);

	wbuf_u8(v, (uint8_t)(6 + random_below(3)));
	wbuf_u16(v, v6 ? 2 : 1);
	wbuf_u8(v, v6 ? 16 : 4);
	random_octets(v, v6 ? 16 : 4);
	wbuf_u16(v, (uint16_t)n);
	random_octets(v, random_below(8) == 0 ? n + 1 : n);
}

static inline void
random_pmsi(struct wbuf *v)
{
	static const uint8_t ids[] = { 0, 4, 8, 12, 16, 24, 32 };

	random_sparse(v, 1);
	if (random_below(4) == 0) {
		wbuf_u8(v, random_below(2) == 0 ? 2 : 7);
		random_sparse(v, 3);
		random_fec(v);
		return;
	}
	wbuf_u8(v, (uint8_t)random_below(16));
	random_sparse(v, 3 + ids[random_below(sizeof(ids))]);
}

static inline void
random_tunnel(struct wbuf *w)
{
	static const uint8_t lengths[] = { 0, 1, 2, 4, 6, 8, 10, 12, 18, 22,
	    26 };
	static const uint16_t types[] = { 1, 2, 8, 9, 10, 11, 13, 15, 250 };
	size_t at = tlv_begin(w, 2, 2, types[random_below(9)]), sub;
	unsigned n, type, len_octets;

	for (n = random_below(4); n > 0; n--) {
		type = random_below(4) == 0 ? 127 + random_below(5) :
		    random_below(22);
		len_octets = tunnel_sub_len_octets((uint16_t)type);
		sub = tlv_begin(w, 1, len_octets, (uint16_t)type);
		random_sparse(w, lengths[random_below(sizeof(lengths))]);
		tlv_end(w, sub, len_octets);
	}
	if (random_below(16) == 0)
		random_sparse(w, 1);
	tlv_end(w, at, 2);
}

static inline void
random_tunnel_encap(struct wbuf *v)
{
	unsigned n;

	for (n = 1 + random_below(3); n > 0; n--)
		random_tunnel(v);
}

static inline void
random_aigp(struct wbuf *v)
{
	wbuf_u8(v, 1);
	wbuf_u16(v, 11);
	random_sparse(v, 8);
	if (random_below(4) > 0)
		return;
	wbuf_u8(v, 2);
	wbuf_u16(v, 5);
	random_octets(v, 2);
}

static inline void
random_pe_distinguisher(struct wbuf *v)
{
	random_octets(v, (random_below(2) == 0 ? 7 : 19) *
	    (size_t)(1 + random_below(3)));
}

/* A legal length of it; subs and ranges need none. */
static inline void
random_ls_tlv(struct wbuf *w)
{
	uint16_t type = (uint16_t)(random_below(8) == 0 ?
	    random_below(65536) : 250 + random_below(1010));
	const struct ls_row *row = ls_row_get(type);
	unsigned n = random_below(40), more;

	if (row != NULL) {
		n = row->min;
		for (more = random_below(3); more > 0 && row->step != 0 &&
		    row->subs == 0 && !row->ranges &&
		    n + row->step <= row->max; more--)
			n += row->step;
	}
	wbuf_u16(w, type);
	wbuf_u16(w, (uint16_t)n);
	random_sparse(w, n);
}

static inline void
random_bgp_ls(struct wbuf *v)
{
	unsigned n;

	for (n = 1 + random_below(20); n > 0; n--)
		random_ls_tlv(v);
}

static inline void
random_d_path(struct wbuf *v)
{
	unsigned segments, n;

	for (segments = 1 + random_below(3); segments > 0; segments--) {
		n = 1 + random_below(4);
		wbuf_u8(v, (uint8_t)n);
		random_octets(v, (size_t)n * 7);
	}
}

static inline void
random_bfd(struct wbuf *v)
{
	random_octets(v, 5);
	if (random_below(2) == 0)
		return;
	wbuf_u8(v, 1);
	wbuf_u8(v, 4);
	random_octets(v, 4);
}

static inline void
random_nhc(struct wbuf *v)
{
	wbuf_u16(v, 1);
	wbuf_u8(v, 1);
	wbuf_u8(v, 4);
	random_octets(v, 4);
	wbuf_u16(v, (uint16_t)random_below(3));
	wbuf_u16(v, 3);
	random_octets(v, 3);
}

/* A service, mostly well formed. */
static inline void
random_srv6_service(struct wbuf *w)
{
	bool structure = random_below(2) == 0;
	unsigned n = random_below(3);

	wbuf_u16(w, (uint16_t)(1 + n * (24U + (structure ? 9 : 0))));
	wbuf_u8(w, random_below(16) == 0);
	while (n-- > 0) {
		wbuf_u8(w, random_below(16) == 0 ? 2 : 1);
		wbuf_u16(w, structure ? 30 : 21);
		wbuf_u8(w, random_below(16) == 0);
		random_sparse(w, 16);
		wbuf_u8(w, random_below(16) == 0);
		random_sparse(w, 2);
		wbuf_u8(w, random_below(16) == 0);
		if (!structure)
			continue;
		wbuf_u8(w, random_below(16) == 0 ? 3 : 1);
		wbuf_u16(w, 6);
		random_sparse(w, 6);
	}
}

static inline void
random_prefix_sid(struct wbuf *v)
{
	unsigned n, type;

	for (n = 1 + random_below(4); n > 0; n--) {
		type = random_below(7);
		wbuf_u8(v, (uint8_t)type);
		if (type == 1) {
			wbuf_u16(v, 7);
			wbuf_u24(v, random_below(16) == 0);
			random_sparse(v, 4);
		} else if (type == 3) {
			wbuf_u16(v, 14);
			wbuf_u16(v, random_below(16) == 0);
			random_sparse(v, 12);
		} else
			random_srv6_service(v);
	}
}

static inline void
random_attr_set(struct wbuf *v)
{
	uint8_t med[4] = { 0, 0, 0, (uint8_t)random_below(256) };

	random_octets(v, 4);
	attr_write(v, ATTR_OPTIONAL, ATTR_MED, med, sizeof(med));
}

static attr_random *const attr_randoms[256] = {
	[ATTR_ORIGIN]			= random_origin,
	[ATTR_AS_PATH]			= random_as_path,
	[ATTR_MED]			= random_u32,
	[ATTR_LOCAL_PREF]		= random_u32,
	[ATTR_ATOMIC_AGGREGATE]		= random_nothing,
	[ATTR_AGGREGATOR]		= random_aggregator,
	[ATTR_COMMUNITIES]		= random_communities,
	[ATTR_ORIGINATOR_ID]		= random_u32,
	[ATTR_CLUSTER_LIST]		= random_cluster_list,
	[ATTR_EXT_COMMUNITIES]		= random_ext_communities,
	[21]				= random_anything,
	[ATTR_PMSI_TUNNEL]		= random_pmsi,
	[ATTR_TUNNEL_ENCAP]		= random_tunnel_encap,
	[ATTR_TRAFFIC_ENG]		= random_anything,
	[ATTR_IPV6_EXT_COMMUNITIES]	= random_ipv6_ext_communities,
	[ATTR_AIGP]			= random_aigp,
	[ATTR_PE_DISTINGUISHER]		= random_pe_distinguisher,
	[28]				= random_anything,
	[ATTR_BGP_LS]			= random_bgp_ls,
	[ATTR_LARGE_COMMUNITIES]	= random_large_communities,
	[ATTR_BGPSEC_PATH]		= random_anything,
	[ATTR_OTC]			= random_u32,
	[ATTR_D_PATH]			= random_d_path,
	[37]				= random_anything,
	[ATTR_BFD_DISCRIMINATOR]	= random_bfd,
	[ATTR_NHC]			= random_nhc,
	[ATTR_PREFIX_SID]		= random_prefix_sid,
	[41]				= random_anything,
	[ATTR_ATTR_SET]			= random_attr_set,
	/* that nobody has assigned */
	[250]				= random_anything,
};

/* May it stand in a set that is announced? */
static inline bool
attr_is_announced(unsigned type)
{
	const struct attr_row *row = attr_row_get((uint8_t)type);

	return row != NULL && !row->of_update;
}

static inline bool
attr_is_fine(const struct attr_row *row, struct rbuf v)
{
	static const struct attr_profile all = { .as4 = 1, .confed = 1,
	    .aigp = 1, .prefix_sid = 1 };

	return row == NULL || ((v.left > 0 || row->may_be_empty) &&
	    (row->check == NULL || row->check(v, &all) == NULL) &&
	    (row->severe == NULL || row->severe(v, &all) == NULL));
}

static inline uint8_t
random_attr_flags(unsigned type)
{
	const struct attr_row *row = attr_row_get((uint8_t)type);

	return row != NULL && !row->opaque ? row->flags :
	    ATTR_OPTIONAL | ATTR_TRANSITIVE;
}

/* One attribute, that nobody could object to. */
static inline void
random_attribute(struct wbuf *w, unsigned type)
{
	const struct attr_row *row = attr_row_get((uint8_t)type);
	uint8_t value[RANDOM_VALUE];
	struct wbuf v;

	do {
		wbuf_fixed(&v, value, sizeof(value));
		attr_randoms[type](&v);
	} while (!attr_is_fine(row, wbuf_view(&v)));
	attr_write(w, random_attr_flags(type), (uint8_t)type, v.p, v.len);
}

#endif
