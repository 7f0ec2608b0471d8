/* SPDX-License-Identifier: ISC */
/* Fields of TLVs of BGP-LS, for the rows of ls_table.c and its like. */
#ifndef PATH_LS_LAYOUT_H
#define PATH_LS_LAYOUT_H

#include "path/layout.h"

/* RFC 9552 5.2, 5.3 */
extern const struct layout ls_of_number[], ls_of_octet[], ls_of_u32[],
	    ls_of_u64[], ls_of_router[], ls_of_octets[], ls_of_text[],
	    ls_of_addr[], ls_of_float[], ls_of_floats[], ls_of_u8s[],
	    ls_of_u32s[], ls_of_u64s[], ls_of_tlvs[], ls_of_topologies[],
	    ls_of_link_ids[], ls_of_prefix[], ls_of_node_flags[],
	    ls_of_mpls[], ls_of_protection[], ls_of_igp_flags[];
/* RFC 8814 */
extern const struct layout ls_of_msd[];
/* RFC 9085, RFC 9086 */
extern const struct layout ls_of_sr_capability[], ls_of_adj_sid[],
	    ls_of_lan_adj_sid[], ls_of_prefix_sid[], ls_of_prefix_attr[],
	    ls_of_prefix_range[], ls_of_sid[], ls_of_bundle[],
	    ls_of_peer_sid[];
/* RFC 9514 */
extern const struct layout ls_of_srv6_capability[], ls_of_end_x[],
	    ls_of_end_x_isis[], ls_of_end_x_ospf[], ls_of_locator[],
	    ls_of_behavior[], ls_of_peer_node[], ls_of_structure[];
/* RFC 8571 */
extern const struct layout ls_of_delay[], ls_of_delays[], ls_of_variation[],
	    ls_of_loss[];
/* RFC 9351, RFC 9294 */
extern const struct layout ls_of_flex[], ls_of_flex_flags[],
	    ls_of_flex_unsupported[], ls_of_flex_metric[],
	    ls_of_applications[];
/* RFC 9857 */
extern const struct layout ls_of_candidate[], ls_of_binding[],
	    ls_of_srv6_binding[], ls_of_state[], ls_of_constraints[],
	    ls_of_segment_list[], ls_of_segment[], ls_of_list_metric[],
	    ls_of_affinity[], ls_of_disjoint[], ls_of_bidirectional[],
	    ls_of_metric[];

#endif
