/* SPDX-License-Identifier: ISC */
/*
 * Attributes as events say them, for rows of attr_table.c.  Each function
 * gets a value that its row's check has passed.
 *
 *	json	writes `"key": value`, several of them separated by ", ", or
 *		nothing
 *	line	writes " keyword value", with the blank in front
 */
#ifndef PATH_ATTR_EVENT_H
#define PATH_ATTR_EVENT_H

#include "path/attr_row.h"

typedef void attr_event(struct wbuf *w, const struct attr *a, unsigned shape);

attr_event	attr_origin_json, attr_origin_line;
attr_event	attr_aspath_json, attr_aspath_line;
attr_event	attr_nexthop_json;
attr_event	attr_med_json, attr_med_line;
attr_event	attr_local_pref_json, attr_local_pref_line;
attr_event	attr_atomic_json, attr_atomic_line;
attr_event	attr_aggregator_json, attr_aggregator_line;
attr_event	attr_community_json, attr_community_line;
attr_event	attr_originator_json, attr_originator_line;
attr_event	attr_cluster_json, attr_cluster_line;
attr_event	attr_ext_community_json, attr_ext_community_line;
attr_event	attr_ipv6_ext_json, attr_ipv6_ext_line;
attr_event	attr_aigp_json, attr_aigp_line;
attr_event	attr_large_json, attr_large_line;
attr_event	attr_otc_json, attr_otc_line;
attr_event	attr_pmsi_json, attr_pmsi_line;
attr_event	attr_prefix_sid_json, attr_prefix_sid_line;
attr_event	attr_tunnel_json, attr_tunnel_line;

/* attr_raw.c */
attr_event	attr_raw_json, attr_raw_line;

/* ext_event.c: false when a community has no name there (ExaBGP's tables). */
bool	ext_event(struct wbuf *w, const uint8_t c[8], unsigned shape);
bool	ext_event_ipv6(struct wbuf *w, const uint8_t c[20], unsigned shape);

#endif
