/* SPDX-License-Identifier: ISC */
/*
 * The attribute table: one row for each attribute that has one, in the order
 * of the registry.  Outcomes are those of RFC 7606 7 and of the document of
 * the attribute.  What has no row is unknown and kept or dropped as its flags
 * say; an `opaque` row only lends its name.
 */
#include <string.h>

#include "path/as4_merge.h"
#include "path/aspath.h"
#include "path/attr_community.h"
#include "path/attr_event.h"
#include "path/attr_opaque.h"
#include "path/attr_row.h"
#include "path/attr_scalar.h"
#include "path/attr_text.h"
#include "path/ls_attr.h"
#include "path/pmsi.h"
#include "path/prefix_sid.h"
#include "path/tunnel.h"

enum {
	WK = ATTR_TRANSITIVE,
	OT = ATTR_OPTIONAL | ATTR_TRANSITIVE,
	ON = ATTR_OPTIONAL,
	AD = OUTCOME_ATTR_DISCARD,
	TAW = OUTCOME_TREAT_AS_WITHDRAW,
};

static const struct attr_row rows[256] = {
	[ATTR_ORIGIN] = { "ORIGIN", WK, TAW, TAW, 6,
	    .check = attr_origin_check, .words = { "origin" },
	    .parse = attr_origin_parse, .print = attr_origin_print,
	    .json = attr_origin_json, .line = attr_origin_line },
	[ATTR_AS_PATH] = { "AS_PATH", WK, TAW, TAW, 11, .may_be_empty = true,
	    .check = attr_aspath_check, .widen = as4_widen_path,
	    .words = { "as-path" },
	    .parse = attr_aspath_parse, .print = attr_aspath_print,
	    .json = attr_aspath_json, .line = attr_aspath_line },
	[ATTR_NEXT_HOP] = { "NEXT_HOP", WK, TAW, TAW, 8,
	    .of_update = true,
	    .check = attr_nexthop_check, .print = attr_nexthop_print,
	    .json = attr_nexthop_json },
	[ATTR_MED] = { "MULTI_EXIT_DISC", ON, TAW, TAW, 5,
	    .check = attr_u32_check, .words = { "med", "metric" },
	    .parse = attr_med_parse, .print = attr_med_print,
	    .json = attr_med_json, .line = attr_med_line },
	[ATTR_LOCAL_PREF] = { "LOCAL_PREF", WK, TAW, TAW, 5, ATTR_FROM_IBGP,
	    .check = attr_u32_check,
	    .words = { "local-preference", "localpref" },
	    .parse = attr_local_pref_parse, .print = attr_local_pref_print,
	    .json = attr_local_pref_json, .line = attr_local_pref_line },
	[ATTR_ATOMIC_AGGREGATE] = { "ATOMIC_AGGREGATE", WK, AD, TAW, 5,
	    .may_be_empty = true, .check = attr_atomic_check,
	    .words = { "atomic-aggregate" },
	    .parse = attr_atomic_parse, .print = attr_atomic_print,
	    .bare = true,
	    .json = attr_atomic_json, .line = attr_atomic_line },
	[ATTR_AGGREGATOR] = { "AGGREGATOR", OT, AD, TAW, 5,
	    .check = attr_aggregator_check, .widen = as4_widen_aggregator,
	    .words = { "aggregator" },
	    .parse = attr_aggregator_parse, .print = attr_aggregator_print,
	    .json = attr_aggregator_json, .line = attr_aggregator_line },
	[ATTR_COMMUNITIES] = { "COMMUNITIES", OT, TAW, TAW, 5,
	    .check = attr_units4_check, .words = { "community" },
	    .parse = attr_community_parse, .print = attr_community_print,
	    .json = attr_community_json, .line = attr_community_line },
	[ATTR_ORIGINATOR_ID] = { "ORIGINATOR_ID", ON, TAW, TAW, 5,
	    ATTR_FROM_IBGP, .check = attr_u32_check,
	    .words = { "originator-id" },
	    .parse = attr_originator_parse, .print = attr_originator_print,
	    .json = attr_originator_json, .line = attr_originator_line },
	[ATTR_CLUSTER_LIST] = { "CLUSTER_LIST", ON, TAW, TAW, 5,
	    ATTR_FROM_IBGP, .check = attr_units4_check,
	    .words = { "cluster-list" },
	    .parse = attr_cluster_parse, .print = attr_cluster_print,
	    .json = attr_cluster_json, .line = attr_cluster_line },
	[ATTR_MP_REACH] = { "MP_REACH_NLRI", .opaque = true,
	    .of_update = true },
	[ATTR_MP_UNREACH] = { "MP_UNREACH_NLRI", .opaque = true,
	    .of_update = true },
	[ATTR_EXT_COMMUNITIES] = { "EXTENDED COMMUNITIES", OT, TAW, TAW, 5,
	    .check = attr_units8_check,
	    .words = { "extended-community", "ext-community" },
	    .parse = attr_ext_community_parse,
	    .print = attr_ext_community_print,
	    .json = attr_ext_community_json, .line = attr_ext_community_line },
	[ATTR_AS4_PATH] = { "AS4_PATH", OT, AD, AD, 9, ATTR_FROM_OLD,
	    .of_update = true, .check = attr_as4_path_check },
	[ATTR_AS4_AGGREGATOR] = { "AS4_AGGREGATOR", OT, AD, AD, 9,
	    ATTR_FROM_OLD, .of_update = true,
	    .check = attr_as4_aggregator_check },
	[21] = { "AS_PATHLIMIT", .opaque = true },
	[ATTR_PMSI_TUNNEL] = { "PMSI_TUNNEL", OT, TAW, TAW, 9,
	    .check = attr_pmsi_check, .words = { "pmsi" },
	    .parse = attr_pmsi_parse, .print = attr_pmsi_print,
	    .json = attr_pmsi_json, .line = attr_pmsi_line },
	[ATTR_TUNNEL_ENCAP] = { "TUNNEL_ENCAPSULATION", OT, TAW, TAW, 9,
	    .check = attr_tunnel_check, .words = { "tunnel-encap" },
	    .parse = attr_tunnel_parse, .print = attr_tunnel_print,
	    .has_words = attr_tunnel_has_words,
	    .json = attr_tunnel_json, .line = attr_tunnel_line },
	[ATTR_TRAFFIC_ENG] = { "TRAFFIC_ENGINEERING", ON, TAW, TAW, 9,
	    .from = ATTR_FROM_ALL },
	[ATTR_IPV6_EXT_COMMUNITIES] = { "IPV6 EXTENDED COMMUNITIES", OT, TAW,
	    TAW, 5, .check = attr_units20_check,
	    .words = { "extended-community-ipv6" },
	    .parse = attr_ipv6_ext_parse, .print = attr_ipv6_ext_print,
	    .json = attr_ipv6_ext_json, .line = attr_ipv6_ext_line },
	[ATTR_AIGP] = { "AIGP", ON, AD, AD, 9, .check = attr_aigp_check,
	    .words = { "aigp" },
	    .parse = attr_aigp_parse, .print = attr_aigp_print,
	    .has_words = attr_aigp_has_words,
	    .json = attr_aigp_json, .line = attr_aigp_line },
	[ATTR_PE_DISTINGUISHER] = { "PE_DISTINGUISHER_LABELS", OT, TAW, TAW,
	    9, .check = attr_pe_distinguisher_check },
	[28] = { "ENTROPY_LABEL", .opaque = true },
	[ATTR_BGP_LS] = { "BGP-LS", ON, AD, AD, 9,
	    .check = attr_bgp_ls_check, .words = { "bgp-ls" },
	    .parse = attr_bgp_ls_parse, .print = attr_bgp_ls_print,
	    .json = attr_bgp_ls_json, .line = attr_bgp_ls_line },
	[ATTR_LARGE_COMMUNITIES] = { "LARGE COMMUNITIES", OT, TAW, TAW, 5,
	    .check = attr_units12_check, .differs = attr_large_differs,
	    .rewrite = attr_large_rewrite, .words = { "large-community" },
	    .parse = attr_large_parse, .print = attr_large_print,
	    .json = attr_large_json, .line = attr_large_line },
	[ATTR_BGPSEC_PATH] = { "BGPSEC_PATH", ON, TAW, TAW, 9,
	    .from = ATTR_FROM_ALL },
	[ATTR_OTC] = { "OTC", OT, TAW, TAW, 9, .check = attr_u32_check,
	    .words = { "otc" },
	    .parse = attr_otc_parse, .print = attr_otc_print,
	    .has_words = attr_otc_has_words,
	    .json = attr_otc_json, .line = attr_otc_line },
	[ATTR_D_PATH] = { "D-PATH", OT, TAW, TAW, 9,
	    .check = attr_d_path_check },
	[37] = { "SFP", .opaque = true },
	[ATTR_BFD_DISCRIMINATOR] = { "BFD_DISCRIMINATOR", OT, AD, AD, 9,
	    .check = attr_bfd_check },
	[ATTR_NHC] = { "NHC", OT, AD, AD, 9, .check = attr_nhc_check },
	[ATTR_PREFIX_SID] = { "PREFIX_SID", OT, AD, TAW, 9,
	    .check = attr_prefix_sid_check,
	    .severe = attr_prefix_sid_srv6_check,
	    .words = { "bgp-prefix-sid", "bgp-prefix-sid-srv6" },
	    .parse = attr_prefix_sid_parse, .print = attr_prefix_sid_print,
	    .has_words = attr_prefix_sid_has_words,
	    .spelt = true, .adds = true,
	    .json = attr_prefix_sid_json, .line = attr_prefix_sid_line },
	[41] = { "BIER", .opaque = true },
	[ATTR_ATTR_SET] = { "ATTR_SET", OT, TAW, TAW, 9,
	    .check = attr_attr_set_check },
};

const struct attr_row *
attr_row_get(uint8_t type)
{
	return rows[type].name == NULL ? NULL : &rows[type];
}

const char *
attr_name(uint8_t type)
{
	return rows[type].name;
}
