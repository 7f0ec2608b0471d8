/* SPDX-License-Identifier: ISC */
/*
 * Records of every kind, as octets worked out from RFC 6396 4 and RFC 8050, to
 * the lines that bgpdump -m prints of them, and what is said of those that are
 * not as they should be.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "mrt_filter.h"
#include "mrt_line.h"

/* ORIGIN IGP, AS_PATH 64497 65551 in 4 octets, NEXT_HOP 192.0.2.9 */
#define ORIGIN	0x40, 1, 1, 0
#define PATH4	0x40, 2, 10, 2, 2, 0, 0, 0xfb, 0xf1, 0, 1, 0, 0x0f
#define NH	0x40, 3, 4, 192, 0, 2, 9
/* The same path of an old speaker, and its AS4_PATH. */
#define PATH2	0x40, 2, 6, 2, 2, 0xfb, 0xf1, 0x5b, 0xa0
#define AS4PATH	0xc0, 17, 6, 2, 1, 0, 1, 0, 0x0f
#define NET4	24, 198, 51, 100
#define NET6	48, 0x20, 1, 0xd, 0xb8, 0, 1
#define V6(n)	0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, n
#define PEERS4	192, 0, 2, 9, 192, 0, 2, 1
#define MARKER	0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,		\
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff

struct seen {
	struct wbuf		 w;
	struct mrt_facts	 facts;
	struct ctl_rib_filter	 filter;
	unsigned		 kinds[MRT_KINDS];
	const char		*why;		/* of the last item */
	int			 stop;		/* after so many; 0: never */
};

static int
take(void *arg, const struct mrt_item *i)
{
	struct seen *s = arg;

	mrt_facts_read(&s->facts, i->set);
	if (!mrt_filter_matches(&s->filter, i, &s->facts))
		return 0;
	s->kinds[i->kind]++;
	s->why = i->why;
	if (mrt_line_head(&s->w, i) &&
	    (i->kind == MRT_ROUTE || i->kind == MRT_ANNOUNCE))
		mrt_line_tail(&s->w, i, &s->facts);
	return s->stop > 0 && --s->stop == 0 ? -1 : 0;
}

static void
setup(struct seen *s)
{
	memset(s, 0, sizeof(*s));
	wbuf_growable(&s->w, 65536);
	mrt_facts_init(&s->facts);
}

static void
teardown(struct seen *s)
{
	wbuf_free(&s->w);
	mrt_facts_free(&s->facts);
}

static enum mrt_result
give(struct mrt *m, uint16_t type, uint16_t subtype, const uint8_t *p,
    size_t n)
{
	struct mrt_record r = { .number = 1, .time = 1000, .type = type,
	    .subtype = subtype, .body = rbuf_of(p, n) };

	return mrt_take(m, &r);
}

static void
expect(struct seen *s, const char *want)
{
	wbuf_u8(&s->w, '\0');
	assert_string_equal((const char *)s->w.p, want);
	wbuf_reset(&s->w);
}

#define GIVE(m, type, subtype, b) give(m, type, subtype, b, sizeof(b))

static void
reads_table_dump(void **state)
{
	static const uint8_t v4[] = { 0, 0, 0, 1, 198, 51, 100, 0, 24, 1,
	    0, 0, 0, 9, 192, 0, 2, 9, 0xfb, 0xf1, 0, 29,
	    ORIGIN, PATH2, NH, AS4PATH };
	static const uint8_t v6[] = { 0, 0, 0, 1, V6(0), 32, 1,
	    0, 0, 0, 9, V6(9), 0xfb, 0xf1, 0, 33,
	    ORIGIN, PATH2, 0x80, 14, 17, 16, V6(8) };
	static const uint8_t whole[] = { 0, 0, 0, 1, V6(0), 32, 1,
	    0, 0, 0, 9, V6(9), 0xfb, 0xf1, 0, 37,
	    ORIGIN, PATH2, 0x80, 14, 21, 0, 2, 1, 16, V6(8), 0 };
	static const uint8_t as4[] = { 0, 0, 0, 1, 198, 51, 100, 0, 24, 1,
	    0, 0, 0, 9, 192, 0, 2, 9, 0, 1, 0, 0xe, 0, 24,
	    ORIGIN, PATH4, NH };
	static const uint8_t long_net[] = { 0, 0, 0, 1, 198, 51, 100, 0, 33,
	    1, 0, 0, 0, 9, 192, 0, 2, 9, 0xfb, 0xf1, 0, 0 };
	struct seen s;
	struct mrt *m;
	size_t n;

	(void)state;
	setup(&s);
	m = mrt_new(take, &s);
	assert_int_equal(GIVE(m, MRT_TABLE_DUMP, 1, v4), MRT_TAKEN);
	expect(&s, "TABLE_DUMP|1000|B|192.0.2.9|64497|198.51.100.0/24|"
	    "64497 65551|IGP|192.0.2.9|0|0||NAG||\n");
	assert_int_equal(GIVE(m, MRT_TABLE_DUMP, 2, v6), MRT_TAKEN);
	assert_int_equal(GIVE(m, MRT_TABLE_DUMP, 2, whole), MRT_TAKEN);
	expect(&s,
	    "TABLE_DUMP|1000|B|2001:db8::9|64497|2001:db8::/32|"
	    "64497 23456|IGP|2001:db8::8|0|0||NAG||\n"
	    "TABLE_DUMP|1000|B|2001:db8::9|64497|2001:db8::/32|"
	    "64497 23456|IGP|2001:db8::8|0|0||NAG||\n");
	assert_int_equal(GIVE(m, MRT_TABLE_DUMP, 3, as4), MRT_TAKEN);
	expect(&s, "TABLE_DUMP|1000|B|192.0.2.9|65550|198.51.100.0/24|"
	    "64497 65551|IGP|192.0.2.9|0|0||NAG||\n");
	assert_int_equal(GIVE(m, MRT_TABLE_DUMP, 1, long_net), MRT_MALFORMED);
	for (n = 0; n < sizeof(v4); n++)
		assert_int_equal(give(m, MRT_TABLE_DUMP, 1, v4, n),
		    MRT_MALFORMED);
	assert_int_equal(GIVE(m, MRT_TABLE_DUMP, 5, v4), MRT_UNKNOWN);
	mrt_free(m);
	teardown(&s);
}

static const uint8_t peers[] = { 192, 0, 2, 1, 0, 2, 'v', 'w', 0, 2,
	2, 10, 0, 0, 1, 192, 0, 2, 9, 0, 1, 0, 0xe,
	1, 10, 0, 0, 2, V6(9), 0xfb, 0xf1 };

static void
reads_table_dump_v2(void **state)
{
	static const uint8_t two[] = { 0, 0, 0, 7, NET4, 0, 2,
	    0, 0, 0, 0, 0, 9, 0, 24, ORIGIN, PATH4, NH,
	    0, 1, 0, 0, 0, 9, 0, 24, ORIGIN, PATH4, NH };
	static const uint8_t ids[] = { 0, 0, 0, 7, NET6, 0, 1,
	    0, 0, 0, 0, 0, 9, 0, 0, 0, 5, 0, 37,
	    ORIGIN, PATH4, 0x80, 14, 17, 16, V6(8) };
	static const uint8_t generic[] = { 0, 0, 0, 7, 0, 1, 2, NET4, 0, 1,
	    0, 0, 0, 0, 0, 9, 0, 24, ORIGIN, PATH4, NH };
	static const uint8_t vpn[] = { 0, 0, 0, 7, 0, 1, 128, 112,
	    0, 0x3e, 0x81, 0, 0, 0xfd, 0xe8, 0, 0, 0, 1, 198, 51, 100, 0, 1,
	    0, 0, 0, 0, 0, 9, 0, 24, ORIGIN, PATH4, NH };
	static const uint8_t flow[] = { 0, 0, 0, 7, 0, 1, 133, 5, 1, NET4,
	    0, 1, 0, 0, 0, 0, 0, 9, 0, 21, ORIGIN, PATH4, 0x80, 14, 1, 0 };
	static const uint8_t unknown[] = { 0, 0, 0, 7, 0x7f, 1, 2, NET4, 0,
	    1, 0, 0, 0, 0, 0, 9, 0, 24, ORIGIN, PATH4, NH };
	static const uint8_t nobody[] = { 0, 0, 0, 7, NET4, 0, 1,
	    0, 2, 0, 0, 0, 9, 0, 24, ORIGIN, PATH4, NH };
	struct seen s;
	struct mrt *m;
	size_t n;

	(void)state;
	setup(&s);
	m = mrt_new(take, &s);
	/* Without a table nobody is known. */
	assert_int_equal(GIVE(m, MRT_TABLE_DUMP_V2, 2, two), MRT_MALFORMED);
	assert_int_equal(GIVE(m, MRT_TABLE_DUMP_V2, 1, peers), MRT_TAKEN);
	assert_int_equal(s.kinds[MRT_PEER], 2);
	assert_int_equal(GIVE(m, MRT_TABLE_DUMP_V2, 2, two), MRT_TAKEN);
	expect(&s,
	    "TABLE_DUMP2|1000|B|192.0.2.9|65550|198.51.100.0/24|"
	    "64497 65551|IGP|192.0.2.9|0|0||NAG||\n"
	    "TABLE_DUMP2|1000|B|2001:db8::9|64497|198.51.100.0/24|"
	    "64497 65551|IGP|192.0.2.9|0|0||NAG||\n");
	assert_int_equal(GIVE(m, MRT_TABLE_DUMP_V2, 10, ids), MRT_TAKEN);
	expect(&s, "TABLE_DUMP2_AP|1000|B|192.0.2.9|65550|2001:db8:1::/48|5|"
	    "64497 65551|IGP|2001:db8::8|0|0||NAG||\n");
	assert_int_equal(GIVE(m, MRT_TABLE_DUMP_V2, 6, generic), MRT_TAKEN);
	expect(&s, "TABLE_DUMP2|1000|B|192.0.2.9|65550|198.51.100.0/24|"
	    "64497 65551|IGP|192.0.2.9|0|0||NAG||\n");
	assert_int_equal(GIVE(m, MRT_TABLE_DUMP_V2, 6, vpn), MRT_TAKEN);
	expect(&s, "TABLE_DUMP2|1000|B|192.0.2.9|65550|"
	    "mpls-vpn 198.51.100.0/24 label 1000 rd 65000:1|"
	    "64497 65551|IGP|192.0.2.9|0|0||NAG||\n");
	assert_int_equal(GIVE(m, MRT_TABLE_DUMP_V2, 6, flow), MRT_TAKEN);
	expect(&s, "TABLE_DUMP2|1000|B|192.0.2.9|65550|"
	    "flow destination-ipv4 198.51.100.0/24|"
	    "64497 65551|IGP||0|0||NAG||\n");
	assert_int_equal(GIVE(m, MRT_TABLE_DUMP_V2, 6, unknown),
	    MRT_MALFORMED);
	assert_string_equal(mrt_why(m), "a family that is not known");
	assert_int_equal(GIVE(m, MRT_TABLE_DUMP_V2, 2, nobody),
	    MRT_MALFORMED);
	for (n = 0; n < sizeof(two); n++) {
		assert_int_equal(give(m, MRT_TABLE_DUMP_V2, 2, two, n),
		    MRT_MALFORMED);
		assert_int_equal(give(m, MRT_TABLE_DUMP_V2, 1, peers,
		    n < sizeof(peers) ? n : 0), MRT_MALFORMED);
		assert_int_equal(GIVE(m, MRT_TABLE_DUMP_V2, 1, peers),
		    MRT_TAKEN);
	}
	mrt_free(m);
	teardown(&s);
}

static void
reads_messages(void **state)
{
	static const uint8_t as4[] = { 0, 1, 0, 0xe, 0, 0, 0xfb, 0xf0,
	    0, 0, 0, 1, PEERS4, MARKER, 0, 55, 2,
	    0, 4, NET4, 0, 24, ORIGIN, PATH4, NH, NET4 };
	static const uint8_t as2[] = { 0, 0, 0, 3, 0xfb, 0xf1, 0xfb, 0xf0,
	    0, 0, 0, 1, PEERS4, MARKER, 0, 56, 2,
	    0, 0, 0, 29, ORIGIN, PATH2, NH, AS4PATH, NET4 };
	static const uint8_t ids[] = { 0, 1, 0, 0xe, 0, 0, 0xfb, 0xf0,
	    0, 0, 0, 1, PEERS4, MARKER, 0, 63, 2,
	    0, 8, 0, 0, 0, 6, NET4, 0, 24, ORIGIN, PATH4, NH,
	    0, 0, 0, 5, NET4 };
	static const uint8_t up[] = { 0, 1, 0, 0xe, 0, 0, 0xfb, 0xf0,
	    0, 0, 0, 1, PEERS4, 0, 5, 0, 6 };
	static const uint8_t alive[] = { 0, 1, 0, 0xe, 0, 0, 0xfb, 0xf0,
	    0, 0, 0, 1, PEERS4, MARKER, 0, 19, 4 };
	static const uint8_t eor[] = { 0, 1, 0, 0xe, 0, 0, 0xfb, 0xf0,
	    0, 0, 0, 1, PEERS4, MARKER, 0, 23, 2, 0, 0, 0, 0 };
	static const uint8_t bad[] = { 0, 1, 0, 0xe, 0, 0, 0xfb, 0xf0,
	    0, 0, 0, 1, PEERS4, MARKER, 0, 23, 2, 0, 0, 0, 1 };
	struct seen s;
	struct mrt *m;
	size_t n;

	(void)state;
	setup(&s);
	m = mrt_new(take, &s);
	assert_int_equal(GIVE(m, MRT_BGP4MP, 4, as4), MRT_TAKEN);
	expect(&s, "BGP4MP|1000|W|192.0.2.9|65550|198.51.100.0/24\n"
	    "BGP4MP|1000|A|192.0.2.9|65550|198.51.100.0/24|"
	    "64497 65551|IGP|192.0.2.9|0|0||NAG||\n");
	assert_int_equal(GIVE(m, MRT_BGP4MP_ET, 1, as2), MRT_TAKEN);
	expect(&s, "BGP4MP_ET|1000.000003|A|192.0.2.9|64497|198.51.100.0/24|"
	    "64497 65551|IGP|192.0.2.9|0|0||NAG||\n");
	assert_int_equal(GIVE(m, MRT_BGP4MP, 9, ids), MRT_TAKEN);
	expect(&s, "BGP4MP_AP|1000|W|192.0.2.9|65550|198.51.100.0/24|6\n"
	    "BGP4MP_AP|1000|A|192.0.2.9|65550|198.51.100.0/24|5|"
	    "64497 65551|IGP|192.0.2.9|0|0||NAG||\n");
	assert_int_equal(GIVE(m, MRT_BGP4MP, 5, up), MRT_TAKEN);
	expect(&s, "BGP4MP|1000|STATE|192.0.2.9|65550|5|6\n");
	assert_int_equal(GIVE(m, MRT_BGP4MP, 4, alive), MRT_TAKEN);
	assert_int_equal(s.kinds[MRT_MESSAGE], 1);
	assert_int_equal(GIVE(m, MRT_BGP4MP, 4, eor), MRT_TAKEN);
	assert_int_equal(s.kinds[MRT_EOR], 1);
	assert_int_equal(GIVE(m, MRT_BGP4MP, 4, bad), MRT_MALFORMED);
	assert_int_equal(s.kinds[MRT_MESSAGE], 2);
	assert_non_null(s.why);
	assert_int_equal(s.w.len, 0);
	for (n = 0; n < sizeof(as4); n++)
		assert_int_equal(give(m, MRT_BGP4MP, 4, as4, n),
		    MRT_MALFORMED);
	assert_int_equal(s.w.len, 0);
	assert_int_equal(GIVE(m, MRT_BGP4MP, 2, as4), MRT_UNKNOWN);
	assert_int_equal(GIVE(m, 48, 1, as4), MRT_UNKNOWN);
	s.stop = 1;
	assert_int_equal(GIVE(m, MRT_BGP4MP, 4, as4), MRT_STOPPED);
	mrt_free(m);
	teardown(&s);
}

/* Sets, confederations, well-known communities, an aggregator. */
static void
prints_all_fields(void **state)
{
	static const uint8_t b[] = { 0, 1, 0, 0xe, 0, 0, 0xfb, 0xf0,
	    0, 0, 0, 1, PEERS4, MARKER, 0, 127, 2, 0, 0, 0, 100,
	    0x40, 1, 1, 1,
	    0x40, 2, 36, 2, 1, 0, 0, 0, 1, 1, 2, 0, 0, 0, 2, 0, 0, 0, 3,
	    3, 2, 0, 0, 0, 4, 0, 0, 0, 5, 4, 2, 0, 0, 0, 6, 0, 0, 0, 7,
	    NH, 0x80, 4, 4, 0xff, 0xff, 0xff, 0xff,
	    0x40, 5, 4, 0, 0, 0, 100, 0x40, 6, 0,
	    0xc0, 7, 8, 0, 0, 0, 0, 192, 0, 2, 7,
	    0xc0, 8, 16, 0xfb, 0xf0, 0, 1, 0xff, 0xff, 0xff, 1,
	    0xff, 0xff, 0xff, 2, 0xff, 0xff, 0xff, 3,
	    0xc0, 32, 0,  NET4 };
	struct seen s;
	struct mrt *m;

	(void)state;
	setup(&s);
	m = mrt_new(take, &s);
	(void)GIVE(m, MRT_BGP4MP, 4, b);
	expect(&s, "BGP4MP|1000|A|192.0.2.9|65550|198.51.100.0/24|"
	    "1 {2,3} (4 5) [6,7]|EGP|192.0.2.9|100|4294967295|"
	    "64496:1 no-export no-advertise local-AS|AG|0 192.0.2.7|\n");
	mrt_free(m);
	teardown(&s);
}

static unsigned
matches(struct seen *s, struct mrt *m, struct ctl_rib_filter f)
{
	static const uint8_t as4[] = { 0, 1, 0, 0xe, 0, 0, 0xfb, 0xf0,
	    0, 0, 0, 1, PEERS4, MARKER, 0, 73, 2,
	    0, 4, NET4, 0, 42, ORIGIN, PATH4, NH,
	    0xc0, 8, 4, 0xfb, 0xf0, 0, 1,
	    0xc0, 16, 8, 0, 2, 0xfb, 0xf0, 0, 0, 0, 1, NET4 };

	memset(s->kinds, 0, sizeof(s->kinds));
	s->filter = f;
	(void)GIVE(m, MRT_BGP4MP, 4, as4);
	wbuf_reset(&s->w);
	return s->kinds[MRT_ANNOUNCE] * 10 + s->kinds[MRT_WITHDRAW];
}

/* 10.4.0.0/16 rd 64500:1, announced. */
static unsigned
matches_vpn(struct seen *s, struct mrt *m, uint32_t flags, uint8_t plen,
    uint8_t rd)
{
	static const uint8_t update[] = { 0, 1, 0, 0xe, 0, 0, 0xfb, 0xf0,
	    0, 0, 0, 1, PEERS4, MARKER, 0, 61, 2, 0, 0, 0, 38, ORIGIN,
	    0x80, 14, 31, 0, 1, 128, 12, 0, 0, 0, 0, 0, 0, 0, 0, 192, 0, 2, 1,
	    0, 104, 0, 6, 0x41, 0, 0, 0xfb, 0xf4, 0, 0, 0, 1, 10, 4 };

	memset(s->kinds, 0, sizeof(s->kinds));
	s->filter = (struct ctl_rib_filter){ .flags = flags, .plen = plen,
	    .prefix = addr_v4(0x0a040000),
	    .rd = { 0, 0, 0xfb, 0xf4, 0, 0, 0, rd } };
	(void)GIVE(m, MRT_BGP4MP, 4, update);
	wbuf_reset(&s->w);
	return s->kinds[MRT_ANNOUNCE];
}

static void
filters_of_vpn_routes(void **state)
{
	struct seen s;
	struct mrt *m;

	(void)state;
	setup(&s);
	m = mrt_new(take, &s);
	assert_int_equal(matches_vpn(&s, m, 0, 0, 0), 1);
	assert_int_equal(matches_vpn(&s, m, CTL_RIB_PREFIX, 16, 0), 1);
	assert_int_equal(matches_vpn(&s, m, CTL_RIB_PREFIX, 17, 0), 0);
	assert_int_equal(matches_vpn(&s, m, CTL_RIB_PREFIX |
	    CTL_RIB_ADDRESS, 32, 0), 1);
	assert_int_equal(matches_vpn(&s, m, CTL_RIB_RD, 0, 1), 1);
	assert_int_equal(matches_vpn(&s, m, CTL_RIB_RD, 0, 2), 0);
	assert_int_equal(matches_vpn(&s, m, CTL_RIB_RD | CTL_RIB_PREFIX, 16,
	    2), 0);
	mrt_free(m);
	teardown(&s);
}

static void
filters(void **state)
{
	struct ctl_rib_filter f = { 0 };
	struct seen s;
	struct mrt *m;
	static const struct { uint32_t flag; const char *net; uint8_t len;
	    unsigned want; } nets[] = {
		{ 0, "198.51.100.0", 24, 11 }, { 0, "198.51.100.0", 25, 0 },
		{ 0, "198.51.0.0", 16, 0 },
		{ CTL_RIB_LONGER, "198.51.0.0", 16, 11 },
		{ CTL_RIB_SHORTER, "198.51.100.128", 25, 11 },
		{ CTL_RIB_SHORTER, "198.51.0.0", 16, 0 },
		{ CTL_RIB_ADDRESS, "198.51.100.9", 32, 11 },
		{ CTL_RIB_ADDRESS, "198.51.101.9", 32, 0 },
		{ CTL_RIB_LONGER, "::", 0, 0 },
	};
	static const struct { uint8_t where; uint32_t as; unsigned want; }
	    ases[] = {
		{ CTL_AS_ANY, 65551, 10 }, { CTL_AS_ANY, 1, 0 },
		{ CTL_AS_SOURCE, 65551, 10 }, { CTL_AS_SOURCE, 64497, 0 },
		{ CTL_AS_PEER, 64497, 10 }, { CTL_AS_TRANSIT, 64497, 10 },
		{ CTL_AS_TRANSIT, 65551, 0 },
	};
	size_t i;

	(void)state;
	setup(&s);
	m = mrt_new(take, &s);
	assert_int_equal(matches(&s, m, f), 11);
	for (i = 0; i < sizeof(nets) / sizeof(nets[0]); i++) {
		f = (struct ctl_rib_filter){
		    .flags = CTL_RIB_PREFIX | nets[i].flag,
		    .plen = nets[i].len };
		assert_int_equal(addr_parse(nets[i].net, &f.prefix), 0);
		assert_int_equal(matches(&s, m, f), nets[i].want);
	}
	for (i = 0; i < sizeof(ases) / sizeof(ases[0]); i++) {
		f = (struct ctl_rib_filter){ .flags = CTL_RIB_AS,
		    .as_where = ases[i].where, .as = ases[i].as };
		assert_int_equal(matches(&s, m, f), ases[i].want);
	}
	f = (struct ctl_rib_filter){ .flags = CTL_RIB_RD };
	assert_int_equal(matches(&s, m, f), 0);
	f = (struct ctl_rib_filter){ .flags = CTL_RIB_PEER };
	(void)addr_parse("192.0.2.9", &f.peer.addr);
	assert_int_equal(matches(&s, m, f), 11);
	(void)addr_parse("192.0.2.1", &f.peer.addr);
	assert_int_equal(matches(&s, m, f), 0);
	f = (struct ctl_rib_filter){ .flags = CTL_RIB_COMMUNITY,
	    .community = 0xfbf00001 };
	assert_int_equal(matches(&s, m, f), 10);
	f.community++;
	assert_int_equal(matches(&s, m, f), 0);
	f = (struct ctl_rib_filter){ .flags = CTL_RIB_FAMILY, .afi = 1 };
	assert_int_equal(matches(&s, m, f), 11);
	f.safi = 2;
	assert_int_equal(matches(&s, m, f), 0);
	f = (struct ctl_rib_filter){ .flags = CTL_RIB_EMPTY_AS };
	assert_int_equal(matches(&s, m, f), 0);
	f = (struct ctl_rib_filter){ .flags = CTL_RIB_PATH_ID };
	assert_int_equal(matches(&s, m, f), 0);
	mrt_free(m);
	teardown(&s);
}

/* 16398/98; where the NLRI ends, only the routes behind it say. */
#define OTHER	0, 0, 0, 7, 0x40, 0x0e, 98

static void
reads_families_by_number(void **state)
{
	static const uint8_t one[] = { OTHER, 0, 1, 0, 0xfe, 0, 1,
	    0, 0, 0, 0, 0, 9, 0, 24, ORIGIN, PATH4, NH };
	static const uint8_t two[] = { OTHER, 9, 0, 2,
	    0, 0, 0, 0, 0, 9, 0, 24, ORIGIN, PATH4, NH,
	    0, 1, 0, 0, 0, 9, 0, 24, ORIGIN, PATH4, NH };
	static const uint8_t ids[] = { OTHER, 1, 2, 0, 1,
	    0, 0, 0, 0, 0, 9, 0, 0, 0, 5, 0, 24, ORIGIN, PATH4, NH };
	static const uint8_t nobody[] = { OTHER, 9, 0, 1,
	    0, 2, 0, 0, 0, 9, 0, 24, ORIGIN, PATH4, NH };
	static const uint8_t half[] = { OTHER, 9, 0, 1,
	    0, 0, 0, 0, 0, 9, 0, 23, ORIGIN, PATH4, 0x40, 3, 4, 192, 0, 2 };
	static const uint8_t none[] = { OTHER, 9, 0, 0 };
	/* NLRI 09 or 09 00 01 00 00: the route of that is in this one's. */
	static const uint8_t either[] = { OTHER, 9, 0, 1, 0, 0, 0, 1, 0, 0,
	    0, 7, 0x40, 1, 0, 3, 0x40, 1, 0 };
	struct seen s;
	struct mrt *m;
	size_t n;

	(void)state;
	family_others_mode(OTHERS_LENT);
	setup(&s);
	m = mrt_new(take, &s);
	assert_int_equal(GIVE(m, MRT_TABLE_DUMP_V2, 6, one), MRT_MALFORMED);
	assert_int_equal(GIVE(m, MRT_TABLE_DUMP_V2, 1, peers), MRT_TAKEN);
	assert_int_equal(GIVE(m, MRT_TABLE_DUMP_V2, 6, one), MRT_TAKEN);
	expect(&s, "TABLE_DUMP2|1000|B|192.0.2.9|65550|"
	    "afi 16398 safi 98 0x000100fe|"
	    "64497 65551|IGP|192.0.2.9|0|0||NAG||\n");
	assert_int_equal(GIVE(m, MRT_TABLE_DUMP_V2, 6, two), MRT_TAKEN);
	expect(&s, "TABLE_DUMP2|1000|B|192.0.2.9|65550|"
	    "afi 16398 safi 98 0x09|64497 65551|IGP|192.0.2.9|0|0||NAG||\n"
	    "TABLE_DUMP2|1000|B|2001:db8::9|64497|"
	    "afi 16398 safi 98 0x09|64497 65551|IGP|192.0.2.9|0|0||NAG||\n");
	assert_int_equal(GIVE(m, MRT_TABLE_DUMP_V2, 12, ids), MRT_TAKEN);
	expect(&s, "TABLE_DUMP2_AP|1000|B|192.0.2.9|65550|"
	    "afi 16398 safi 98 0x0102|5|"
	    "64497 65551|IGP|192.0.2.9|0|0||NAG||\n");
	/* a route with and without an identifier is another one */
	assert_int_equal(GIVE(m, MRT_TABLE_DUMP_V2, 6, ids), MRT_MALFORMED);
	assert_int_equal(GIVE(m, MRT_TABLE_DUMP_V2, 6, nobody),
	    MRT_MALFORMED);
	assert_string_equal(mrt_why(m), "a family that is not known, and no "
	    "routes of peers behind its NLRI");
	assert_int_equal(GIVE(m, MRT_TABLE_DUMP_V2, 6, half), MRT_MALFORMED);
	assert_int_equal(GIVE(m, MRT_TABLE_DUMP_V2, 6, none), MRT_MALFORMED);
	for (n = 0; n < sizeof(two); n++)
		assert_int_equal(give(m, MRT_TABLE_DUMP_V2, 6, two, n),
		    MRT_MALFORMED);
	assert_int_equal(GIVE(m, MRT_TABLE_DUMP_V2, 6, either),
	    MRT_MALFORMED);
	assert_string_equal(mrt_why(m), "a family that is not known, whose "
	    "NLRI may end in more than one place");
	expect(&s, "");
	mrt_free(m);
	teardown(&s);
	family_others_mode(OTHERS_TOLD);
}

/* From each octet of it on there are 32,639 routes, and no end of them. */
static void
does_not_search_for_hours(void **state)
{
	enum { NPEERS = 0x7f80, PEER = 13, NLRI = 4096,
	    BODY = 7 + NLRI + 0x7f7f * 9 };
	static const uint8_t begin[] = { 192, 0, 2, 1, 0, 0,
	    NPEERS >> 8, NPEERS & 0xff };
	static const uint8_t head[] = { OTHER };
	static uint8_t table[sizeof(begin) + NPEERS * PEER], body[BODY];
	struct seen s;
	struct mrt *m;

	(void)state;
	family_others_mode(OTHERS_LENT);
	setup(&s);
	m = mrt_new(take, &s);
	memcpy(table, begin, sizeof(begin));
	assert_int_equal(GIVE(m, MRT_TABLE_DUMP_V2, 1, table), MRT_TAKEN);
	memcpy(body, head, sizeof(head));
	memset(body + sizeof(head), 0x7f, NLRI);
	assert_int_equal(GIVE(m, MRT_TABLE_DUMP_V2, 6, body), MRT_MALFORMED);
	assert_string_equal(mrt_why(m), "a family that is not known, in whose "
	    "NLRI there is too much that looks like routes");
	mrt_free(m);
	teardown(&s);
	family_others_mode(OTHERS_TOLD);
}

static void
names_what_it_reads(void **state)
{
	(void)state;
	assert_string_equal(mrt_type_name(13), "TABLE_DUMP_V2");
	assert_string_equal(mrt_subtype_name(13, 12), "RIB_GENERIC_ADDPATH");
	assert_string_equal(mrt_subtype_name(17, 11),
	    "MESSAGE_AS4_LOCAL_ADDPATH");
	assert_null(mrt_type_name(48));
	assert_null(mrt_subtype_name(13, 7));
	assert_null(mrt_subtype_name(16, 3));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_table_dump),
		cmocka_unit_test(reads_table_dump_v2),
		cmocka_unit_test(reads_messages),
		cmocka_unit_test(prints_all_fields),
		cmocka_unit_test(filters),
		cmocka_unit_test(filters_of_vpn_routes),
		cmocka_unit_test(names_what_it_reads),
		/* the last ones: a row that was lent stays */
		cmocka_unit_test(reads_families_by_number),
		cmocka_unit_test(does_not_search_for_hours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
