/* SPDX-License-Identifier: ISC */
/*
 * Commands to messages, octets worked out from RFC 4271, RFC 4760 and RFC
 * 7911; what cannot be sent, or is wrongly written, says where.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "route_encode.h"

#define MARK	"ffffffffffffffffffffffffffffffff"
#define IBGP	"40010100" "400200"

static struct offline_session session;

static int
setup(void **state)
{
	struct command c;

	(void)state;
	command_init(&c);
	assert_int_equal(offline_session_init(&session, &c), 0);
	command_free(&c);
	return 0;
}

static void
expect(const char *line, bool nlri_only, const char *want)
{
	struct route_encode *e;
	struct wbuf w, hex;
	char why[1200] = "";
	size_t i;

	e = route_encode_new(&session, FAMILY_NONE, nlri_only);
	wbuf_growable(&w, 65536);
	wbuf_growable(&hex, 131072);
	if (route_encode_line(e, line, strlen(line), &w, why,
	    sizeof(why)) == 0)
		for (i = 0; i < w.len; i++)
			wbuf_printf(&hex, "%02x", w.p[i]);
	else
		wbuf_str(&hex, why);
	wbuf_u8(&hex, '\0');
	if (want[0] == '!')
		assert_non_null(strstr((const char *)hex.p, want + 1));
	else
		assert_string_equal((const char *)hex.p, want);
	wbuf_free(&w);
	wbuf_free(&hex);
	route_encode_free(e);
}

static void
announces(void **state)
{
	(void)state;
	expect("announce route 198.51.100.0/24 next-hop 192.0.2.1", false,
	    MARK "0030" "02" "0000" "0015" IBGP "400304c0000201"
	    "40050400000064" "18c63364");
	/* The verb may be left out, as ExaBGP's encode has it. */
	expect("route 198.51.100.0/24 next-hop 192.0.2.1", true, "18c63364");
	expect("198.51.100.0/24 next-hop self", false,
	    MARK "0030" "02" "0000" "0015" IBGP "4003047f000001"
	    "40050400000064" "18c63364");
	expect("announce route 198.51.100.0/24 next-hop 192.0.2.1 "
	    "path-information 7", true, "00000007" "18c63364");
	expect("announce ipv6 unicast 2001:db8::/32 next-hop 2001:db8::1",
	    false, MARK "0043" "02" "0000" "002c" "900e001a" "00020110"
	    "20010db8000000000000000000000001" "00" "2020010db8" IBGP
	    "40050400000064");
}

static void
withdraws_and_more(void **state)
{
	(void)state;
	expect("withdraw route 198.51.100.0/24", false,
	    MARK "001b" "02" "0004" "18c63364" "0000");
	expect("announce eor", false, MARK "0017" "02" "00000000");
	expect("announce eor ipv6 unicast", false,
	    MARK "001e" "02" "0000" "0007" "900f0003" "000201");
	expect("announce route-refresh ipv4 unicast", false,
	    MARK "0017" "05" "00010001");
	expect("group announce route 198.51.100.0/24 next-hop 192.0.2.1; "
	    "announce route 198.51.101.0/24 next-hop 192.0.2.1; "
	    "withdraw route 198.51.102.0/24", false,
	    MARK "0034" "02" "0000" "0015" IBGP "400304c0000201"
	    "40050400000064" "18c63364" "18c63365"
	    MARK "001b" "02" "0004" "18c63366" "0000");
	expect("announce attributes med 5 next-hop 192.0.2.1", false,
	    MARK "0033" "02" "0000" "001c" IBGP "400304c0000201"
	    "80040400000005" "40050400000064");
}

/* As a neighbour with the capability gets it: the session's router id. */
static void
encodes_operational(void **state)
{
	(void)state;
	expect("announce operational asm afi ipv4 safi unicast advisory "
	    "\"no news\"", false, MARK "0021" "06" "0002" "000a" "000101"
	    "6e6f206e657773");
	expect("operational rpcq afi ipv6 safi unicast sequence 7", false,
	    MARK "0022" "06" "0003" "000b" "000201" "7f000001" "00000007");
	expect("announce operational rpcp afi ipv4 safi unicast router-id "
	    "192.0.2.9 sequence 7 counter 258", false,
	    MARK "0026" "06" "0004" "000f" "000101" "c0000209" "00000007"
	    "00000102");
	/* What stands before it is sent before it. */
	expect("group announce route 198.51.100.0/24 next-hop 192.0.2.1; "
	    "announce operational asm afi ipv4 safi unicast advisory x",
	    false, MARK "0030" "02" "0000" "0015" IBGP "400304c0000201"
	    "40050400000064" "18c63364" MARK "001b" "06" "0002" "0004"
	    "000101" "78");
	expect("announce operational", false, "!is missing");
	expect("announce operational asm afi ipv4 safi unicast", false,
	    "!an advisory is missing");
	expect("announce operational rpcq afi ipv4 safi unicast counter 1",
	    false, "!legal in rpcq");
	expect("withdraw operational asm afi ipv4 safi unicast advisory x",
	    false, "!character 10: ");
}

/* Keys are the parser's for a moment only: several at once keep their own. */
static void
encodes_other_families(void **state)
{
	(void)state;
	expect("announce ipv4 mpls-vpn 198.51.100.0/24 rd 65000:1 label 1000 "
	    "next-hop 192.0.2.1", true, "70" "003e81" "0000fde800000001"
	    "c63364");
	expect("group announce ipv4 flow destination-ipv4 192.0.2.0/24; "
	    "announce ipv4 flow destination-ipv4 198.51.100.0/25", true,
	    "05" "0118c00002" "06" "0119c6336400");
	/* self is the session's address, as the daemon sends it */
	expect("announce afi 16397 safi 99 0x0102ab next-hop self", false,
	    MARK "0035" "02" "0000" "001e" "900e000c" "400d6304" "7f000001"
	    "00" "0102ab" IBGP "40050400000064");
	expect("announce l2vpn vpls endpoint 5 base 10702 offset 1 size 8 rd "
	    "192.0.2.1:7 next-hop self", true, "0011" "0001c00002010007"
	    "0005000100080" "29ce1");
	expect("announce bgp-ls bgp-ls type node protocol direct tlv 256 "
	    "0x020000040000fbf0 next-hop self", true, "0001" "0015" "04"
	    "0000000000000000" "0100000802000004" "0000fbf0");
	expect("group attributes med 7; announce route 198.51.100.0/24 "
	    "next-hop 192.0.2.1; withdraw route 198.51.101.0/24", false,
	    MARK "0037" "02" "0000" "001c" IBGP "400304c0000201"
	    "80040400000007" "40050400000064" "18c63364"
	    MARK "001b" "02" "0004" "18c63365" "0000");
}

/* As the session is: eBGP, an old speaker. */
static void
follows_the_session(void **state)
{
	struct offline_session before = session;

	(void)state;
	session.local_as = 70000;
	session.peer_as = 64497;
	session.as4 = false;
	expect("announce route 198.51.100.0/24 next-hop 192.0.2.1", false,
	    MARK "0036" "02" "0000" "001b" "40010100"
	    "40020402015ba0" "400304c0000201" "c01106020100011170"
	    "18c63364");
	session = before;
}

static void
says_what_is_wrong(void **state)
{
	(void)state;
	expect("announce", false, "!character 9: ");
	expect("announce frob", false, "!character 10: unknown word 'frob'");
	expect("announce route 198.51.100.0/33 next-hop self", false,
	    "!character 16: ");
	expect("announce eor ipv4 frob", false, "!a family is missing");
	expect("announce eor ipv4 unicast x", false, "!superfluous word");
	expect("announce ipv6 unicast 2001:db8::/32 next-hop 192.0.2.1",
	    false, "!next hop");
	expect("group announce eor; frob", false, "!unknown word 'frob'");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(announces),
		cmocka_unit_test(withdraws_and_more),
		cmocka_unit_test(encodes_operational),
		cmocka_unit_test(encodes_other_families),
		cmocka_unit_test(follows_the_session),
		cmocka_unit_test(says_what_is_wrong),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
