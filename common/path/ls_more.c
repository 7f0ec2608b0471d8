/* SPDX-License-Identifier: ISC */
/*
 * TLVs of the BGP-LS attribute that ExaBGP has no key for, ascending: those of
 * RFC 8814, RFC 9085, RFC 9086, RFC 9104, RFC 9247, RFC 9294, RFC 9351, RFC
 * 9514, RFC 9815 and RFC 9857, also those that are only there inside another.
 * One of another length is octets, and the attribute is none the worse for it.
 */
#include "event/emit.h"
#include "path/ls_layout.h"
#include "path/ls_table.h"

enum { ONE = UINT8_MAX, LIST = SHAPE_4 };

#define ROW(t, several, k, where, what) \
	{ .type = t, .group = t, .shape = SHAPE_4, .list = several, \
	    .key = k, .section = where, .layout = what, .loose = true }

static const struct ls_row rows[] = {
	ROW(263, ONE, "multi-topology-ids", "RFC 9552 5.2.2.1",
	    ls_of_topologies),
	ROW(266, ONE, "node-msds", "RFC 8814 3", ls_of_msd),
	ROW(267, ONE, "link-msds", "RFC 8814 4", ls_of_msd),
	ROW(1032, ONE, "s-bfd-discriminators", "RFC 9247", ls_of_u32s),
	ROW(1036, LIST, "sr-local-blocks", "RFC 9085 2.1.4",
	    ls_of_sr_capability),
	ROW(1037, ONE, "srms-preference", "RFC 9085 2.1.5", ls_of_octet),
	ROW(1039, LIST, "flex-algorithm-definitions", "RFC 9351 3",
	    ls_of_flex),
	ROW(1040, ONE, "exclude-any-affinity", "RFC 9351 3.1", ls_of_u32s),
	ROW(1041, ONE, "include-any-affinity", "RFC 9351 3.2", ls_of_u32s),
	ROW(1042, ONE, "include-all-affinity", "RFC 9351 3.3", ls_of_u32s),
	ROW(1043, ONE, "definition-flags", "RFC 9351 3.4",
	    ls_of_flex_flags),
	ROW(1044, LIST, "flex-algorithm-prefix-metrics", "RFC 9351 4",
	    ls_of_flex_metric),
	ROW(1045, ONE, "exclude-srlgs", "RFC 9351 3.5", ls_of_u32s),
	ROW(1046, LIST, "unsupported", "RFC 9351 3.6",
	    ls_of_flex_unsupported),
	ROW(1101, LIST, "peer-node-sids", "RFC 9086 5", ls_of_peer_sid),
	ROW(1102, LIST, "peer-adj-sids", "RFC 9086 5", ls_of_peer_sid),
	ROW(1103, LIST, "peer-set-sids", "RFC 9086 5", ls_of_peer_sid),
	ROW(1122, LIST, "application-specific-link-attributes",
	    "RFC 9294 2", ls_of_applications),
	ROW(1159, LIST, "sr-prefix-ranges", "RFC 9085 2.3.5",
	    ls_of_prefix_range),
	ROW(1161, ONE, "sid-label", "RFC 9085 2.1.1", ls_of_sid),
	ROW(1172, LIST, "l2-bundle-members", "RFC 9085 2.2.3",
	    ls_of_bundle),
	ROW(1173, ONE, "extended-admin-groups", "RFC 9104 2", ls_of_u32s),
	ROW(1174, ONE, "source-ospf-router-id", "RFC 9085 2.3.4",
	    ls_of_router),
	ROW(1181, ONE, "sequence-number", "RFC 9815 5.2", ls_of_u64),
	ROW(1184, ONE, "spf-status", "RFC 9815 5.2", ls_of_octet),
	ROW(1185, ONE, "link-address-family", "RFC 9815 5.2",
	    ls_of_octet),
	ROW(1201, ONE, "sr-binding-sid", "RFC 9857 5.1", ls_of_binding),
	ROW(1202, ONE, "sr-candidate-path-state", "RFC 9857 5.3",
	    ls_of_state),
	ROW(1203, ONE, "sr-candidate-path-name", "RFC 9857 5.5",
	    ls_of_text),
	ROW(1204, ONE, "sr-candidate-path-constraints", "RFC 9857 5.6",
	    ls_of_constraints),
	ROW(1205, LIST, "sr-segment-lists", "RFC 9857 5.7",
	    ls_of_segment_list),
	ROW(1206, LIST, "segments", "RFC 9857 5.7.1", ls_of_segment),
	ROW(1207, LIST, "segment-list-metrics", "RFC 9857 5.7.2",
	    ls_of_list_metric),
	ROW(1208, ONE, "affinity-constraint", "RFC 9857 5.6.1",
	    ls_of_affinity),
	ROW(1209, ONE, "srlg-constraint", "RFC 9857 5.6.2", ls_of_u32s),
	ROW(1210, ONE, "bandwidth-constraint", "RFC 9857 5.6.3",
	    ls_of_float),
	ROW(1211, ONE, "disjoint-group-constraint", "RFC 9857 5.6.4",
	    ls_of_disjoint),
	ROW(1212, LIST, "srv6-binding-sids", "RFC 9857 5.2",
	    ls_of_srv6_binding),
	ROW(1213, ONE, "sr-policy-name", "RFC 9857 5.4", ls_of_text),
	ROW(1214, ONE, "bidirectional-group-constraint", "RFC 9857 5.6.5",
	    ls_of_bidirectional),
	ROW(1215, LIST, "metric-constraints", "RFC 9857 5.6.6",
	    ls_of_metric),
	ROW(1216, ONE, "segment-list-bandwidth", "RFC 9857 5.7.3",
	    ls_of_float),
	ROW(1217, ONE, "segment-list-id", "RFC 9857 5.7.4", ls_of_u32),
	ROW(1251, ONE, "srv6-bgp-peer-node-sid", "RFC 9514 7.2",
	    ls_of_peer_node),
};

const struct ls_rows ls_rows_more = { rows, sizeof(rows) / sizeof(rows[0]) };
