/* SPDX-License-Identifier: ISC */
/*
 * The inside of BGP-LS NLRI (RFC 9552 5.2, RFC 9857, RFC 9514): names of types
 * and protocols, what must hold of the octets, and their parts.
 */
#include "path/ls_nlri.h"

static const char *const type_names[LS_TYPES] = {
	[LS_NODE] = "node", [LS_LINK] = "link",
	[LS_PREFIX_V4] = "ipv4-prefix", [LS_PREFIX_V6] = "ipv6-prefix",
	[LS_SR_POLICY] = "sr-policy", [LS_SRV6_SID] = "srv6-sid",
};

static const char *const protocol_names[] = {
	NULL, "isis-l1", "isis-l2", "ospfv2", "direct", "static", "ospfv3",
	"bgp", "rsvp-te", "segment-routing",
};

enum { PROTOCOLS = sizeof(protocol_names) / sizeof(protocol_names[0]) };

const char *
ls_type_name(uint16_t type)
{
	return type < LS_TYPES ? type_names[type] : NULL;
}

const char *
ls_protocol_name(uint8_t protocol)
{
	return protocol < PROTOCOLS ? protocol_names[protocol] : NULL;
}

bool
ls_is_vpn(enum family f)
{
	const struct family_info *info = family_info(f);

	return info != NULL && info->safi == SAFI_LS_VPN;
}

/* RFC 9552 5.2.1.4: each type once. */
int
ls_check_node(struct rbuf v)
{
	struct ls_tlv t;
	int r, last = -1;

	while ((r = ls_tlv_next(&v, &t)) == 1) {
		if (t.type <= last)
			return -1;
		last = t.type;
	}
	return r;
}

/* Node descriptors are TLVs of TLVs; of either node there is one. */
int
ls_check_body(uint16_t type, bool vpn, struct rbuf body)
{
	struct rbuf tlvs;
	struct ls_tlv t;
	int last = -1;

	if (vpn && rbuf_skip(&body, RD_SIZE) == -1)
		return -1;
	if (ls_type_name(type) == NULL)
		return 0;
	if (rbuf_skip(&body, 1 + 8) == -1 || ls_tlv_check(body) == -1)
		return -1;
	for (tlvs = body; ls_tlv_next(&tlvs, &t) == 1; last = t.type)
		if ((t.type == LS_LOCAL_NODE || t.type == LS_REMOTE_NODE) &&
		    (t.type == last || ls_check_node(t.v) == -1))
			return -1;
	return 0;
}

void
ls_open(const struct nlri_view *n, struct ls_nlri *ls)
{
	struct rbuf key = n->key;

	*ls = (struct ls_nlri){ .vpn = ls_is_vpn(n->f) };
	(void)rbuf_u16(&key, &ls->type);
	if (ls->vpn)
		(void)rbuf_sub(&key, RD_SIZE, &ls->rd);
	ls->known = ls_type_name(ls->type) != NULL;
	if (ls->known) {
		(void)rbuf_u8(&key, &ls->protocol);
		(void)rbuf_u64(&key, &ls->identifier);
	}
	ls->tlvs = key;
}
