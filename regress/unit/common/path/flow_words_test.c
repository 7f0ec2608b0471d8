/* SPDX-License-Identifier: ISC */
/* The words of a rule: every component and operator, and every refusal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/flow_help.h"

static void
makes(const char *text, struct flow_family k, const char *hex)
{
	struct rule r;
	struct text_error e;
	struct octets o;

	if (rule_of_words(text, ADDR_NONE, &r, &e) == -1)
		fail_msg("%s: %s", text, e.msg);
	octets_of(hex, &o);
	assert_int_equal(r.k.af, k.af);
	assert_int_equal(r.k.vpn, k.vpn);
	assert_int_equal(r.w.len, o.n);
	assert_memory_equal(r.p, o.p, o.n);
}

static void
refuses(const char *text, unsigned col, const char *part)
{
	struct rule r;
	struct text_error e;

	if (rule_of_words(text, ADDR_NONE, &r, &e) == 0)
		fail_msg("'%s' was taken", text);
	if (strstr(e.msg, part) == NULL)
		fail_msg("%s: \"%s\" lacks \"%s\"", text, e.msg, part);
	if (e.col != col)
		fail_msg("%s: column %u", text, e.col);
	assert_int_equal(e.line, 1);
	assert_int_equal(r.w.len, 0);
}

static void
sorts_components(void **state)
{
	(void)state;
	makes("source 10.0.0.1/32 destination 10.0.0.2/32 "
	    "destination-port =3128 protocol tcp", V4,
	    "01200A000002 02200A000001 038106 05910C38");
	makes("source 10.0.0.9/32 destination 192.168.0.1/32 "
	    "port [ =80 =8080 ] destination-port [ >8080&<8088 =3128 ] "
	    "source-port >1024 protocol [ udp tcp ]", V4,
	    "0120C0A80001 02200A000009 0301118106 040150911F90 "
	    "05121F90541F98910C38 06920400");
	makes("packet-length [ >200&<300, >400&<500 ]", V4,
	    "0A02C854012C120190D401F4");
	makes("protocol tcp protocol udp", V4, "0301068111");
	makes("protocol !=tcp source-port [ !=80 !=8080 ]", V4,
	    "038606 060650961F90");
	makes("port [ true false =1 >2 >=3 <4 <=5 !=6 ]", V4,
	    "04 0700 0000 0101 0202 0303 0404 0505 8606");
}

static void
takes_prefixes(void **state)
{
	(void)state;
	makes("destination 10.1.2.3/20", V4, "01140A0100");
	makes("destination-ipv4 0.0.0.0/0", V4, "0100");
	makes("source-ipv6 ::/0/0", V6, "020000");
	makes("source 2001:db8::/32", V6, "022000 20010db8");
	/* RFC 8956 3.1: the pattern begins at the offset */
	makes("source ::1/128/120", V6, "028078 01");
	makes("destination ::1234:5678:9a00:0/104/64", V6,
	    "016840 123456789a");
}

static void
takes_names(void **state)
{
	(void)state;
	makes("protocol [ ICMP Igmp ospf ipip sctp ]", V4,
	    "03 0101 0102 0159 015e 8184");
	makes("tcp-flags [ SYN RST&FIN&!=push ]", V4, "09000200044001C308");
	makes("tcp-flags [ =syn+ack !URGENT ]", V4, "09 0112 8220");
	makes("tcp-flags ns", V4, "09 900100");
	makes("tcp-flags 0x12", V4, "09 8012");
	makes("fragment [ last-fragment ]", V4, "0c8008");
	makes("fragment not-a-fragment", V4, "0c8202");
	makes("fragment dont_fragment", V4, "0c8001");
	makes("destination-port [ http https ]", V4, "05 0150 9101bb");
	makes("icmp-type echo-request icmp-code host-unreachable", V4,
	    "078108 088101");
	/* what the family is, a later word says */
	makes("icmp-type echo-request next-header icmpv6", V6,
	    "03813a 078180");
	makes("icmp-type packet-too-big destination ::/0", V6,
	    "010000 078102");
}

static void
takes_ipv6(void **state)
{
	(void)state;
	makes("source ::1/128/120 next-header udp traffic-class 101 "
	    "flow-label 2013", V6, "02807801 038111 0b8165 0da1000007dd");
	makes("rd 65535:65536 source 10.0.0.1/32", V4_VPN,
	    "0000ffff00010000 02200a000001");
	makes("route-distinguisher 192.0.2.1:1 flow-label 1", V6_VPN,
	    "0001c00002010001 0da100000001");
	makes("protocol =0x100", V4, "0391 0100");
}

static void
refuses_prefixes(void **state)
{
	(void)state;
	refuses("destination", 12, "a prefix is missing");
	refuses("destination 10.0.0.1", 13, "prefix/length");
	refuses("destination 10.0.0.0/33", 13, "prefix/length");
	refuses("destination 10.0.0.0/", 13, "prefix/length");
	refuses("destination 10.0.0.0/8/0", 13, "prefix/length");
	refuses("destination 10.0.0.0/0x8", 13, "prefix/length");
	refuses("destination 10.0/8", 13, "prefix/length");
	refuses("source ::/64/64", 8, "offset below the length");
	refuses("source ::/0/1", 8, "offset below the length");
	refuses("source fe80::%1/64", 8, "prefix/length");
	refuses("source-ipv4 ::/0", 13, "is of IPv6");
	refuses("source-ipv6 10.0.0.0/8", 13, "is of IPv4");
	refuses("source 10.0.0.0/8 destination ::/0", 31, "is of IPv6, the "
	    "rule of IPv4");
	refuses("source 10.0.0.0/8 flow-label 1", 19, "is of IPv6");
	refuses("source 10.0.0.0/8 source 10.0.0.0/8", 26, "only one");
}

static void
refuses_values(void **state)
{
	(void)state;
	refuses("protocol", 9, "value missing");
	refuses("protocol [ tcp", 15, "']' missing");
	refuses("protocol [ ]", 1, "empty list");
	refuses("protocol nothing", 10, "protocol: 'nothing' is neither a "
	    "number from 0 to 255 nor a name such as 'icmp'");
	refuses("protocol 256", 10, "0 to 255");
	refuses("port [ 80 65536 ]", 11, "0 to 65535");
	refuses("port >", 6, "''");
	refuses("port 80&", 6, "''");
	refuses("port =>80", 6, "'>80'");
	refuses("port 1-5", 6, "'1-5' is not one value; a range is '>=1&<=9'");
	refuses("port >80<90", 6, "'80<90' is not one value");
	refuses("packet-length 64-", 15, "'64-' is not one value");
	refuses("packet-length 65536", 15, "is not a number from 0 to 65535");
	refuses("dscp 64", 6, "0 to 63");
	refuses("dscp 0x40", 6, "0 to 63");
	refuses("traffic-class 256", 15, "0 to 255");
	refuses("flow-label 1048576", 12, "0 to 1048575");
	refuses("tcp-flags 0x1000", 11, "0 to 4095");
	refuses("tcp-flags syn+", 11, "''");
	refuses("tcp-flags syn+nothing", 11, "'nothing'");
	refuses("fragment 16", 10, "0 to 15 nor one of dont-fragment "
	    "is-fragment first-fragment last-fragment");
	refuses("fragment dont-fragment next-header tcp", 10,
	    "has bits that IPv6 has not");
	refuses("icmp-type [ redirect timestamp ] next-header 58", 22,
	    "IPv6 has no 'timestamp'");
	refuses("icmp-type packet-too-big", 11, "IPv4 has no");
	refuses("rd 1 port 1", 4, "ASN:number");
	refuses("port 1 rd", 10, "route distinguisher is missing");
	refuses("rd 1:1", 7, "a rule matches something");
}

static void
leaves_other_words(void **state)
{
	struct words *w = malloc(sizeof(*w));
	struct flow_words f;
	struct text_error e;

	(void)state;
	words_of("port 80 then", w);
	flow_words_init(&f, ADDR_NONE);
	assert_int_equal(flow_words_one(&f, &w->t, &e), 1);
	assert_int_equal(flow_words_one(&f, &w->t, &e), 0);
	assert_int_equal(w->t.at, 2);
	flow_words_free(&f);
	words_of("destination ::/0", w);
	flow_words_init(&f, ADDR_V4);
	assert_int_equal(flow_words_one(&f, &w->t, &e), -1);
	flow_words_free(&f);
	free(w);
}

/* n times unit between before and after, NUL behind it. */
static void
repeat(struct wbuf *w, const char *before, const char *unit, unsigned n,
    const char *after)
{
	wbuf_str(w, before);
	for (; n > 0; n--)
		wbuf_str(w, unit);
	wbuf_str(w, after);
}

static int
rule_of_text(struct wbuf *w, struct rule *r, struct text_error *e)
{
	int got;

	wbuf_u8(w, 0);
	assert_false(w->failed);
	got = rule_of_words((const char *)w->p, ADDR_NONE, r, e);
	wbuf_reset(w);
	return got;
}

/* 682 times two operators of three octets and the type are 4093. */
static void
has_a_limit(void **state)
{
	static struct rule r;
	struct text_error e;
	struct wbuf w;
	unsigned n;

	(void)state;
	wbuf_growable(&w, 1 << 16);
	repeat(&w, "port [ ", ">1000&<2000 ", 682, "]");
	assert_int_equal(rule_of_text(&w, &r, &e), 0);
	assert_int_equal(r.w.len, 4093);
	repeat(&w, "port [ ", ">1000&<2000 ", 683, "]");
	assert_int_equal(rule_of_text(&w, &r, &e), -1);
	assert_non_null(strstr(e.msg, "4095 octets"));
	repeat(&w, "port ", "1&", 2046, "1");
	assert_int_equal(rule_of_text(&w, &r, &e), 0);
	assert_int_equal(r.w.len, FLOW_MAX);
	repeat(&w, "port ", "1&", 2047, "1");
	assert_int_equal(rule_of_text(&w, &r, &e), -1);
	assert_non_null(strstr(e.msg, "more than 2047 values"));
	for (n = 0; n < 5; n++)
		repeat(&w, "port ", "1&", 450, "1 ");
	assert_int_equal(rule_of_text(&w, &r, &e), -1);
	assert_non_null(strstr(e.msg, "more than 2047 values"));
	repeat(&w, "port ", "1", 127, "");
	assert_int_equal(rule_of_text(&w, &r, &e), -1);
	assert_non_null(strstr(e.msg, "0 to 65535"));
	repeat(&w, "port ", "1", 128, "");
	assert_int_equal(rule_of_text(&w, &r, &e), -1);
	assert_non_null(strstr(e.msg, "is too long"));
	wbuf_free(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sorts_components),
		cmocka_unit_test(takes_prefixes),
		cmocka_unit_test(takes_names),
		cmocka_unit_test(takes_ipv6),
		cmocka_unit_test(refuses_prefixes),
		cmocka_unit_test(refuses_values),
		cmocka_unit_test(leaves_other_words),
		cmocka_unit_test(has_a_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
