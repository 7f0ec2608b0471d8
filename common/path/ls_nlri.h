/* SPDX-License-Identifier: ISC */
/*
 * BGP-LS NLRI (RFC 9552 5.2): what the files of its row share.  The key is the
 * type, in the VPN family a route distinguisher, and what is behind the
 * length; nothing is carried with it.
 */
#ifndef PATH_LS_NLRI_H
#define PATH_LS_NLRI_H

#include "path/ls_tlv.h"
#include "path/nlri_row.h"
#include "path/rd.h"

enum ls_type {
	LS_NODE = 1, LS_LINK, LS_PREFIX_V4, LS_PREFIX_V6, LS_SR_POLICY,
	LS_SRV6_SID, LS_TYPES
};

enum {
	LS_LOCAL_NODE = 256, LS_REMOTE_NODE, LS_LINK_ID, LS_IPV4_INTERFACE,
	LS_IPV4_NEIGHBOR, LS_IPV6_INTERFACE, LS_IPV6_NEIGHBOR,
	LS_MULTI_TOPOLOGY, LS_OSPF_ROUTE_TYPE, LS_IP_REACHABILITY,
	LS_AS = 512, LS_IDENTIFIER, LS_OSPF_AREA, LS_IGP_ROUTER_ID,
	LS_BGP_ROUTER_ID, LS_BGP_CONFED_MEMBER, LS_SRV6_SID_INFO,
	LS_SR_CANDIDATE_PATH = 554,
};

/* An NLRI taken apart. */
struct ls_nlri {
	uint16_t	type;
	bool		vpn;
	bool		known;		/* else the rest is in tlvs */
	uint8_t		protocol;
	uint64_t	identifier;
	struct rbuf	rd;
	struct rbuf	tlvs;
};

/* Of a key that the row's read made. */
void	ls_open(const struct nlri_view *n, struct ls_nlri *ls);
bool	ls_is_vpn(enum family f);
/* The sub-TLVs of a node: 0, or -1. */
int	ls_check_node(struct rbuf v);
/* What is inside: 0, or -1: the NLRI is to be discarded. */
int	ls_check_body(uint16_t type, bool vpn, struct rbuf body);
/* "node"; "isis-l2"; NULL: only a number. */
const char *ls_type_name(uint16_t type);
const char *ls_protocol_name(uint8_t protocol);

/* nlri_ls_words.c, nlri_ls_json.c: functions of the row. */
void   *ls_begin(enum family f);
int	ls_one(void *words, struct tokens *t, struct text_error *e);
int	ls_finish(const void *words, const struct tokens *t,
	    struct wbuf *key, struct wbuf *carried, struct text_error *e);
void	ls_free(void *words);
void	ls_json(struct wbuf *w, const struct nlri_view *n,
	    const struct nlri_form *form, const uint32_t *path_id);

#endif
