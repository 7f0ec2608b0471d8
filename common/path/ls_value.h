/* SPDX-License-Identifier: ISC */
/*
 * Values of TLVs of the BGP-LS attribute in events, for rows of ls_table.c.
 * Each writer gets a value whose length its row allows.
 */
#ifndef PATH_LS_VALUE_H
#define PATH_LS_VALUE_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include <stdbool.h>
#include <stddef.h>

#include "base/rbuf.h"
#include "base/wbuf.h"

/* Names of flags from the highest bit on; NULL: reserved. */
typedef const char *const ls_flags[8];

typedef void ls_write(struct wbuf *w, struct rbuf v, ls_flags names,
	    unsigned shape);
/* Members with their keys, where the value is more than one. */
typedef void ls_members(struct wbuf *w, const char *key, struct rbuf v,
	    ls_flags names);

ls_write	ls_hex, ls_text, ls_number, ls_addr, ls_float, ls_floats;
ls_write	ls_algorithms, ls_u32s, ls_u64s, ls_octet_flags;
ls_write	ls_link_ids, ls_area, ls_admin_group, ls_igp_metric;
ls_write	ls_adj_sid, ls_lan_adj_sid, ls_prefix_sid, ls_sr_capability;
ls_members	ls_prefix_sid_members, ls_sr_capability_members;
ls_write	ls_srv6_capabilities, ls_locator, ls_behavior;
ls_write	ls_sid_structure, ls_end_x, ls_end_x_isis, ls_end_x_ospf;
ls_write	ls_delay, ls_min_max_delay, ls_loss, ls_low24;

/* "192.0.2.1", of 4 octets or 16. */
void	ls_quoted_addr(struct wbuf *w, struct rbuf v);
/* "0x01AB" */
void	ls_quoted_octets(struct wbuf *w, struct rbuf v);
/* Of its bits; JSON has no infinity and no NaN, which are null. */
void	ls_put_float(struct wbuf *w, uint64_t number);
/* Sub-TLVs are whole: those of SR ranges, and those behind n octets. */
bool	ls_ranges_valid(struct rbuf v);
bool	ls_sub_tlvs_valid(struct rbuf v, size_t n);

#endif
