/* SPDX-License-Identifier: ISC */
/*
 * NLRI at random, as a neighbour may send them: one maker for each family.
 * With clean they are as we would write them; without, bits that a reader has
 * to ignore are set too.  Included behind cmocka.h.
 */
#ifndef COMMON_PATH_NLRI_RANDOM_H
#define COMMON_PATH_NLRI_RANDOM_H

#include "bgp/addr.h"
#include "bgp/prefix.h"
#include "common/path/flow_help.h"
#include "common/random.h"

typedef void nlri_random(struct wbuf *w, enum family f, bool clean);

/* As many octets as hold so many bits; what is behind them is padding. */
static inline void
random_bits(struct wbuf *w, unsigned bits, bool clean)
{
	random_octets(w, prefix_octets(bits));
	if (clean && bits % 8 != 0)
		w->p[w->len - 1] &= (uint8_t)(0xff00 >> bits % 8);
}

/*
 * Types that have a form, and one in four that has none; often with an AS of
 * four octets that would do with two, which words have to say.
 */
static inline void
random_rd(struct wbuf *w)
{
	wbuf_u16(w, (uint16_t)random_below(4));
	random_sparse(w, 6);
}

/* One that has a form: behind several labels nothing else says where it is. */
static inline void
random_known_rd(struct wbuf *w)
{
	wbuf_u16(w, (uint16_t)random_below(3));
	random_sparse(w, 6);
}

static inline void
random_ip(struct wbuf *w, enum family f, bool clean)
{
	unsigned len = random_below(addr_bits(family_info(f)->af) + 1);

	wbuf_u8(w, (uint8_t)len);
	random_bits(w, len, clean);
}

/* A label has a traffic class, which no word says. */
static inline void
random_labelled(struct wbuf *w, enum family f, bool clean)
{
	const struct family_info *info = family_info(f);
	unsigned len = random_below(addr_bits(info->af) + 1), labels = 0, i;
	bool rd = info->safi != SAFI_LABELLED;
	unsigned bits = len + (rd ? 64 : 0);

	if (info->safi != SAFI_VPN_MULTICAST)
		labels = 1 + random_below((255 - bits) / 24);
	wbuf_u8(w, (uint8_t)(bits + labels * 24));
	for (i = 0; i < labels; i++)
		wbuf_u24(w, random_below(1 << 20) << 4 |
		    (clean ? 0 : random_below(8)) << 1 | (i == labels - 1));
	if (rd && labels > 1)
		random_known_rd(w);
	else if (rd)
		random_rd(w);
	random_bits(w, len, clean);
}

static inline void
random_vpls(struct wbuf *w, enum family f, bool clean)
{
	/* RFC 4761, RFC 6074, what is neither */
	static const unsigned lengths[] = { 17, 12, 18, 255 };
	unsigned len = lengths[random_below(4)];

	(void)f;
	(void)clean;
	if (len == 18)
		len += random_below(238);
	wbuf_u16(w, (uint16_t)len);
	random_rd(w);
	if (len != 17) {
		random_octets(w, len - 8);
		return;
	}
	random_octets(w, 6);
	/* a block that fits, and a bottom of the stack */
	wbuf_u24(w, random_below(2) == 0 ? 0x123451 : 1);
}

static inline void
random_evpn(struct wbuf *w, enum family f, bool clean)
{
	bool v6 = random_below(2) == 0;
	unsigned type = 1 + random_below(8), bits = v6 ? 128 : 32;
	uint8_t body[256];
	struct wbuf b;

	(void)f;
	wbuf_fixed(&b, body, sizeof(body));
	if (type > 5)
		random_octets(&b, random_below(256));
	else
		random_rd(&b);
	/* RFC 7432 8.1.1 and 8.2.1: of an address */
	if (clean && (type == 1 || type == 4))
		memcpy(b.p, "\0\1", 2);
	if (type == 2 && random_below(2) == 0)
		bits = 0;
	if (type != 3 && type <= 5)
		random_octets(&b, 10);		/* ESI */
	/* RFC 9136 3.1: a gateway alone says which way to go */
	if (clean && type == 5)
		memset(b.p + 8, 0, 10);
	if (type != 4 && type <= 5)
		random_octets(&b, 4);		/* Ethernet tag */
	if (type == 2) {
		wbuf_u8(&b, 48);
		random_octets(&b, 6);
	}
	if (type == 5) {
		wbuf_u8(&b, (uint8_t)random_below(bits + 1));
		random_bits(&b, b.p[b.len - 1], clean);
		wbuf_bytes(&b, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
		    bits / 8 - prefix_octets(body[22]));
		random_octets(&b, bits / 8);	/* gateway */
	} else if (type >= 2 && type <= 4) {
		wbuf_u8(&b, (uint8_t)bits);
		random_octets(&b, bits / 8);
	}
	if (type == 1 || type == 2 || type == 5)
		random_octets(&b, 3);
	if (type == 2 && random_below(2) == 0)
		random_octets(&b, 3);
	wbuf_u8(w, (uint8_t)type);
	wbuf_u8(w, (uint8_t)b.len);
	wbuf_bytes(w, body, b.len);
}

static inline void
random_rtc(struct wbuf *w, enum family f, bool clean)
{
	static const unsigned often[] = { 0, 32, 96, 96 };
	unsigned n = random_below(6);
	unsigned bits = n < 4 ? often[n] : 32 + random_below(65);

	(void)f;
	wbuf_u8(w, (uint8_t)bits);
	if (n != 2)
		random_bits(w, bits, clean);
	else {		/* a route target that has a form */
		random_octets(w, 4);
		wbuf_u8(w, (uint8_t)random_below(4));
		wbuf_u8(w, 2);
		random_octets(w, 6);
	}
}

static inline void
random_mvpn_address(struct wbuf *w, enum family f, bool any)
{
	unsigned bits = addr_bits(family_info(f)->af);

	if (any && random_below(3) == 0)
		bits = 0;
	wbuf_u8(w, (uint8_t)bits);
	random_octets(w, bits / 8);
}

static inline void
random_mvpn_body(struct wbuf *b, enum family f, unsigned type)
{
	unsigned n = random_below(20);

	if (type == 4) {	/* the key of a route, and its originator */
		wbuf_u8(b, (uint8_t)random());
		wbuf_u8(b, (uint8_t)n);
		random_octets(b, n + (random_below(2) == 0 ? 4 : 16));
		return;
	}
	if (type == 0 || type > 7) {
		random_octets(b, random_below(256));
		return;
	}
	random_rd(b);
	if (type == 2 || type > 5)
		random_octets(b, 4);
	if (type >= 3) {
		random_mvpn_address(b, f, type == 3);
		random_mvpn_address(b, f, type == 3);
	}
	if (type == 1 || type == 3)
		random_octets(b, random_below(2) == 0 ? 4 : 16);
}

static inline void
random_mvpn(struct wbuf *w, enum family f, bool clean)
{
	unsigned type = random_below(9);
	uint8_t body[256];
	struct wbuf b;

	(void)clean;
	wbuf_fixed(&b, body, sizeof(body));
	random_mvpn_body(&b, f, type);
	wbuf_u8(w, (uint8_t)type);
	wbuf_u8(w, (uint8_t)b.len);
	wbuf_bytes(w, body, b.len);
}

static inline void
random_mup_body(struct wbuf *b, enum family f, unsigned type, bool clean)
{
	unsigned bits = addr_bits(family_info(f)->af), n;

	if (type < 1 || type > 4) {
		random_octets(b, random_below(253));
		return;
	}
	random_rd(b);
	if (type == 2) {
		random_octets(b, bits / 8);
		return;
	}
	/* a prefix; of type 4 an address and bits of the tunnel's id */
	n = type == 4 ? bits + random_below(33) : random_below(bits + 1);
	wbuf_u8(b, (uint8_t)n);
	random_bits(b, n, clean);
	if (type != 3)
		return;
	random_octets(b, 5);
	/* an endpoint, and a source: one, or none, which has two forms */
	for (n = 0; n < 2; n++) {
		bits = random_below(2) == 0 ? 32 : 128;
		if (n == 1 && random_below(2) == 0) {
			if (clean)
				return;
			bits = 0;
		}
		wbuf_u8(b, (uint8_t)bits);
		random_octets(b, bits / 8);
	}
}

static inline void
random_mup(struct wbuf *w, enum family f, bool clean)
{
	unsigned type = random_below(6);
	uint8_t body[256];
	struct wbuf b;

	wbuf_fixed(&b, body, sizeof(body));
	random_mup_body(&b, f, type, clean);
	wbuf_u8(w, 1);
	wbuf_u16(w, (uint16_t)type);
	wbuf_u8(w, (uint8_t)b.len);
	wbuf_bytes(w, body, b.len);
}

static inline void
random_sr_policy(struct wbuf *w, enum family f, bool clean)
{
	unsigned octets = f == FAMILY_IPV4_SR_POLICY ? 12 : 24;

	(void)clean;
	wbuf_u8(w, (uint8_t)(octets * 8));
	random_octets(w, octets);
}

static inline void
random_ls(struct wbuf *w, enum family f, bool clean)
{
	unsigned type = random_below(8), tlv = 240, i, len;
	uint8_t body[1024];
	struct wbuf b;

	(void)clean;
	wbuf_fixed(&b, body, sizeof(body));
	if (f == FAMILY_LS_VPN)
		random_rd(&b);
	random_octets(&b, 9);
	if (type < 1 || type > 6)
		random_octets(&b, random_below(300));
	else
		for (i = random_below(30); i > 0; i--) {
			tlv += 1 + random_below(40);
			/* descriptors of a node hold TLVs */
			len = tlv == 256 || tlv == 257 ? 0 : random_below(12);
			wbuf_u16(&b, (uint16_t)tlv);
			wbuf_u16(&b, (uint16_t)len);
			random_octets(&b, len);
		}
	wbuf_u16(w, (uint16_t)type);
	wbuf_u16(w, (uint16_t)b.len);
	wbuf_bytes(w, body, b.len);
}

static inline void
random_flow(struct wbuf *w, enum family f, bool clean)
{
	const struct family_info *info = family_info(f);

	random_rule(w, (struct flow_family){ info->af,
	    info->safi == SAFI_FLOW_VPN }, clean);
}

/* Of a family by number: all that is in the field. */
static inline void
random_opaque(struct wbuf *w, enum family f, bool clean)
{
	(void)f;
	(void)clean;
	random_octets(w, 1 + random_below(64));
}

static nlri_random *const nlri_randoms[FAMILY_MAX] = {
	[FAMILY_IPV4_UNICAST]		= random_ip,
	[FAMILY_IPV4_MULTICAST]		= random_ip,
	[FAMILY_IPV4_LABELLED]		= random_labelled,
	[FAMILY_IPV4_MVPN]		= random_mvpn,
	[FAMILY_IPV4_SR_POLICY]		= random_sr_policy,
	[FAMILY_IPV4_MUP]		= random_mup,
	[FAMILY_IPV4_VPN]		= random_labelled,
	[FAMILY_IPV4_RTC]		= random_rtc,
	[FAMILY_IPV4_FLOW]		= random_flow,
	[FAMILY_IPV4_FLOW_VPN]		= random_flow,
	[FAMILY_IPV6_UNICAST]		= random_ip,
	[FAMILY_IPV6_MULTICAST]		= random_ip,
	[FAMILY_IPV6_LABELLED]		= random_labelled,
	[FAMILY_IPV6_MVPN]		= random_mvpn,
	[FAMILY_IPV6_SR_POLICY]		= random_sr_policy,
	[FAMILY_IPV6_MUP]		= random_mup,
	[FAMILY_IPV6_VPN]		= random_labelled,
	[FAMILY_IPV6_FLOW]		= random_flow,
	[FAMILY_IPV6_FLOW_VPN]		= random_flow,
	[FAMILY_VPLS]			= random_vpls,
	[FAMILY_EVPN]			= random_evpn,
	[FAMILY_LS]			= random_ls,
	[FAMILY_LS_VPN]			= random_ls,
	[FAMILY_IPV4_VPN_MULTICAST]	= random_labelled,
	[FAMILY_IPV6_VPN_MULTICAST]	= random_labelled,
	[FAMILY_OTHER_FIRST]		= random_opaque,
};

/* A row may be one that no family has yet. */
static inline bool
is_family(unsigned f)
{
	return family_info((enum family)f)->safi != 0;
}

#endif
