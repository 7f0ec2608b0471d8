/* SPDX-License-Identifier: ISC */
/*
 * Routes in words at random: for each family, and for each attribute that has
 * words, forms with places to fill, spelt as they are printed:
 *
 *	%d %h %w %l	a small number, of 16, 32, 20 bits
 *	%a %r %e %m	an AS number, RD, ESI, MAC address
 *	%4 %6 %p %P	an address or a prefix of IPv4, IPv6
 *	%b %x		an octet, octets in hexadecimal
 *
 * Included behind cmocka.h.
 */
#ifndef COMMON_TEXT_WORDS_RANDOM_H
#define COMMON_TEXT_WORDS_RANDOM_H

#include <arpa/inet.h>

#include "bgp/addr.h"
#include "bgp/family.h"
#include "common/random.h"
#include "path/attr_row.h"

enum { WORDS_FORMS = 12 };

/* Behind the words that say the family. */
static const char *const nlri_forms[FAMILY_MAX][WORDS_FORMS] = {
	[FAMILY_IPV4_UNICAST] = { "%p" },
	[FAMILY_IPV4_MULTICAST] = { "%p" },
	[FAMILY_IPV4_LABELLED] = { "%p label %l", "%p label [ %l %l ]" },
	[FAMILY_IPV4_MVPN] = { "intra-as-ad rd %r originator %4",
	    "inter-as-ad rd %r source-as %a",
	    "s-pmsi-ad rd %r source %4 group %4 originator %6",
	    "s-pmsi-ad rd %r source * group %4 originator %4",
	    "leaf-ad route-key 0x0102%b%b originator %4",
	    "source-ad rd %r source %4 group %4",
	    "shared-join rd %r source-as %a rp %4 group %4",
	    "source-join rd %r source-as %a source %4 group %4",
	    "mcast-vpn-route 0x2002%b%b" },
	[FAMILY_IPV4_SR_POLICY] = { "distinguisher %w color %w endpoint %4" },
	[FAMILY_IPV4_MUP] = { "mup-isd %p rd %r", "mup-dsd %4 rd %r",
	    "mup-t1st %p rd %r teid %w qfi %d endpoint %4",
	    "mup-t1st %p rd %r teid %w qfi %d endpoint %6 source %4",
	    "mup-t2st %4 rd %r teid %w/32", "mup-t2st %4 rd %r teid 0/0",
	    "mup-route 0x02000102%b%b" },
	[FAMILY_IPV4_VPN] = { "%p label %l rd %r",
	    "%p label [ %l %l %l ] rd %r" },
	[FAMILY_IPV4_RTC] = { "default", "origin-as %a",
	    "origin-as %a route-target target:%h:%w",
	    "origin-as %a route-target 0x0002%b/24" },
	[FAMILY_IPV4_FLOW] = { "destination-ipv4 %p", "source-ipv4 %p "
	    "protocol =tcp", "protocol [ =udp >200&<250 ] port >=%h",
	    "destination-port [ =%h <%h&!=7 ] source-port <=%h",
	    "icmp-type [ =echo-request =echo-reply ] icmp-code =%d",
	    "tcp-flags [ !syn&=ack fin ] packet-length >%h dscp =0",
	    "fragment [ !is-fragment&last-fragment ]" },
	[FAMILY_IPV4_FLOW_VPN] = { "destination-ipv4 %p rd %r",
	    "protocol =tcp port [ true =%h ] rd %r" },
	[FAMILY_IPV6_UNICAST] = { "%P" },
	[FAMILY_IPV6_MULTICAST] = { "%P" },
	[FAMILY_IPV6_LABELLED] = { "%P label %l", "%P label [ %l %l ]" },
	[FAMILY_IPV6_MVPN] = { "intra-as-ad rd %r originator %6",
	    "s-pmsi-ad rd %r source %6 group * originator %4",
	    "source-ad rd %r source %6 group %6",
	    "source-join rd %r source-as %a source %6 group %6" },
	[FAMILY_IPV6_SR_POLICY] = { "distinguisher %w color %w endpoint %6" },
	[FAMILY_IPV6_MUP] = { "mup-isd %P rd %r", "mup-dsd %6 rd %r",
	    "mup-t1st %P rd %r teid %w qfi %d endpoint %6 source %6",
	    "mup-t2st %6 rd %r teid %w/32" },
	[FAMILY_IPV6_VPN] = { "%P label %l rd %r" },
	[FAMILY_IPV6_FLOW] = { "destination-ipv6 %P/0 next-header =tcp",
	    "source-ipv6 0:db8:1%b::/48/16 flow-label =%l",
	    "next-header [ =udp !=58 ] traffic-class <=%d" },
	[FAMILY_IPV6_FLOW_VPN] = { "port <%h fragment "
	    "[ is-fragment !first-fragment ] rd %r" },
	[FAMILY_VPLS] = { "rd %r endpoint %h base %l offset %h size 1",
	    "rd %r pe-address %4" },
	[FAMILY_EVPN] = {
	    "ethernet-ad rd %4:%h esi %e ethernet-tag %w label %l",
	    "mac-ip rd %r esi %e ethernet-tag %w mac %m label %l",
	    "mac-ip rd %r ethernet-tag %w mac %m ip %4 label %l label %l",
	    "mac-ip rd %r ethernet-tag %w mac %m ip %6 label %l",
	    "multicast rd %r ethernet-tag %w ip %4",
	    "multicast rd %r ethernet-tag %w ip %6",
	    "ethernet-segment rd %4:%h esi %e ip %6",
	    "prefix %p rd %r ethernet-tag %w gateway %4 label %l",
	    "prefix %P rd %r ethernet-tag %w label %l",
	    "prefix %P rd %r esi %e ethernet-tag %w label %l",
	    "type 9 0x%b%b%b" },
	[FAMILY_LS] = { "type 9 value 0x%b%b",
	    "type ipv4-prefix protocol ospfv2 identifier %w tlv 264 0x%b "
	    "tlv 265 0x18%b%b%b",
	    "type srv6-sid protocol isis-l2 identifier 0 tlv 518 0x%b" },
	[FAMILY_LS_VPN] = { "type 65535 rd %r value 0x%b%b",
	    "type link rd %r protocol direct identifier %w tlv 299 0x%b" },
	[FAMILY_IPV4_VPN_MULTICAST] = { "%p rd %r" },
	[FAMILY_IPV6_VPN_MULTICAST] = { "%P rd %r" },
	[FAMILY_OTHER_FIRST] = { "0x%x" },
};

static const char *const attr_forms[256][WORDS_FORMS] = {
	[ATTR_ORIGIN] = { "origin igp", "origin egp", "origin incomplete" },
	[ATTR_AS_PATH] = { "as-path [ ]", "as-path [ %a ]",
	    "as-path [ %a %a %a ]", "as-path [ %a ( %a %a ) ]" },
	[ATTR_MED] = { "med %w" },
	[ATTR_LOCAL_PREF] = { "local-preference %w" },
	[ATTR_ATOMIC_AGGREGATE] = { "atomic-aggregate" },
	[ATTR_AGGREGATOR] = { "aggregator ( %a:%4 )" },
	[ATTR_COMMUNITIES] = { "community 64496:%h",
	    "community [ 1:%h 2:%h 65535:65281 ]" },
	[ATTR_ORIGINATOR_ID] = { "originator-id %4" },
	[ATTR_CLUSTER_LIST] = { "cluster-list %4",
	    "cluster-list [ %4 %4 %4 ]" },
	[ATTR_EXT_COMMUNITIES] = { "extended-community target:%h:%w",
	    "extended-community [ target:64496:%w origin:64496:%w ]",
	    "extended-community [ redirect:64496:%w l2info:19:0:1500:%h ]",
	    "extended-community rate-limit:%h",
	    "extended-community 0x8899%b%b%b%b%b%b" },
	[ATTR_PMSI_TUNNEL] = { "pmsi ( ingress-replication label %l %4 )",
	    "pmsi ( none )", "pmsi ( pim-ssm flags 1 %4 %4 )",
	    "pmsi ( ingress-replication label %l %6 )" },
	[ATTR_TUNNEL_ENCAP] = { "tunnel-encap ( gre color %w )",
	    "tunnel-encap [ ( vxlan ) ( 250 sub-tlv 99 0x%b ) ]" },
	[ATTR_IPV6_EXT_COMMUNITIES] = {
	    "extended-community-ipv6 target:%6:%h" },
	[ATTR_AIGP] = { "aigp %w" },
	[ATTR_BGP_LS] = { "bgp-ls [ 1026 0x%b%b 1095 0x%b%b%b ]" },
	[ATTR_LARGE_COMMUNITIES] = { "large-community %w:%w:%w",
	    "large-community [ 1:%w:%w 2:%w:%w ]" },
	[ATTR_OTC] = { "otc %a" },
	[ATTR_PREFIX_SID] = { "bgp-prefix-sid [ %w ]",
	    "bgp-prefix-sid-srv6 ( l3-service %6 0x48 )",
	    "bgp-prefix-sid-srv6 ( l2-service %6 0x17 "
	    "[40,24,16,0,16,64] )" },
	/* that have no word */
	[ATTR_ATTR_SET] = { "attribute [ 0x80 0xc0 0x%b%b%b%b ]" },
	[250] = { "attribute [ 0xfa 0xe0 0x%x ]" },
};

/* Documentation's (RFC 3849), in the one form that RFC 5952 has. */
static inline void
fill_ipv6(struct wbuf *w, unsigned bits)
{
	uint8_t b[16] = { 0x20, 0x01, 0x0d, 0xb8 };
	char text[INET6_ADDRSTRLEN];
	unsigned i;

	for (i = 4; i < bits / 8; i++)
		b[i] = (uint8_t)random();
	wbuf_str(w, inet_ntop(AF_INET6, b, text, sizeof(text)));
}

static inline void
fill_rd(struct wbuf *w)
{
	static const uint8_t address[4] = { 192, 0, 2, 0 };
	unsigned n = (unsigned)random() & 0xffff;

	switch (random_below(3)) {
	case 0:
		wbuf_printf(w, "%u:%u", n, (unsigned)random());
		return;
	case 1:
		wbuf_printf(w, "%u.%u.%u.%u:%u", address[0], address[1],
		    address[2], random_below(256), n);
		return;
	default:
		wbuf_printf(w, "%u:%u", 65536 + random_below(1 << 30), n);
	}
}

static inline void
fill_octets(struct wbuf *w, unsigned n, const char *between)
{
	for (; n > 0; n--)
		wbuf_printf(w, "%02x%s", random_below(256),
		    n > 1 ? between : "");
}

static inline void
fill_prefix(struct wbuf *w, bool v6)
{
	unsigned octets = random_below(v6 ? 13 : 5), i;

	if (v6) {
		octets += 4;
		fill_ipv6(w, octets * 8);
	} else
		for (i = 0; i < 4; i++)
			wbuf_printf(w, "%s%u", i > 0 ? "." : "",
			    i < octets ? random_below(256) : 0);
	wbuf_printf(w, "/%u", octets * 8);
}

static inline void
fill_one(struct wbuf *w, char place)
{
	switch (place) {
	case 'b':
		fill_octets(w, 1, "");
		return;
	case 'd':	/* more than any name has */
		wbuf_printf(w, "%u", 20 + random_below(40));
		return;
	case 'h':	/* a port in decimal */
		wbuf_printf(w, "%u", 256 + random_below(65536 - 256));
		return;
	case 'w':
		wbuf_printf(w, "%u", (unsigned)random() << random_below(2));
		return;
	case 'l':
		wbuf_printf(w, "%u", 16 + random_below((1 << 20) - 16));
		return;
	case 'a':
		wbuf_printf(w, "%u", 1 + (unsigned)random());
		return;
	case 'r':
		fill_rd(w);
		return;
	case 'e':
		fill_octets(w, 10, ":");
		return;
	case 'm':
		fill_octets(w, 6, ":");
		return;
	case '4':
		wbuf_printf(w, "198.51.100.%u", random_below(256));
		return;
	case '6':
		fill_ipv6(w, 128);
		return;
	case 'p':
	case 'P':
		fill_prefix(w, place == 'P');
		return;
	default:
		fill_octets(w, 1 + random_below(20), "");
	}
}

static inline void
fill_form(struct wbuf *w, const char *form)
{
	for (; *form != '\0'; form++)
		if (*form == '%')
			fill_one(w, *++form);
		else
			wbuf_u8(w, (uint8_t)*form);
}

static inline void
random_form(struct wbuf *w, const char *const forms[WORDS_FORMS])
{
	unsigned n = 0;

	while (n < WORDS_FORMS && forms[n] != NULL)
		n++;
	fill_form(w, forms[random_below(n)]);
}

/* A route without the words of its family. */
static inline void
random_words(struct wbuf *w, enum family f)
{
	const struct family_info *info = family_info(f);
	unsigned type;

	random_form(w, nlri_forms[f]);
	if (random_below(2) == 0 && !family_is_other(f))
		fill_form(w, " path-information %4");
	fill_form(w, info->af == ADDR_V6 ? " next-hop %6" : " next-hop %4");
	for (type = 1; type < 256; type++)
		if (attr_forms[type][0] != NULL && (type <= ATTR_AS_PATH ||
		    type == ATTR_LOCAL_PREF || random_below(6) == 0)) {
			wbuf_u8(w, ' ');
			random_form(w, attr_forms[type]);
		}
}

#endif
