/* SPDX-License-Identifier: ISC */
/* Actions of rules: their attributes and next hops, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/flow_help.h"

/* 0 and the attributes, or -1 and *e; the words are actions to the end. */
static int
actions_of(const char *s, struct wbuf *canon, struct nexthop *nh,
    struct text_error *e)
{
	struct words *w = malloc(sizeof(*w));
	struct attr_builder b;
	struct flow_actions f = { .b = &b };
	int r = 1;

	attr_builder_init(&b);
	words_of(s, w);
	while (token_peek(&w->t) != NULL && r == 1)
		r = flow_actions_one(&f, &w->t, e);
	if (r == 1)
		r = attr_builder_finish(&b, canon);
	else
		r = r == 0 ? 1 : -1;
	*nh = f.nexthop;
	attr_builder_free(&b);
	free(w);
	return r;
}

static void
does(const char *s, const char *hex, const char *nexthop)
{
	struct text_error e;
	struct wbuf canon;
	struct nexthop nh;
	struct octets o;
	char text[ADDR_TEXT];

	wbuf_growable(&canon, 1 << 12);
	if (actions_of(s, &canon, &nh, &e) != 0)
		fail_msg("%s: %s", s, e.msg);
	octets_of(hex, &o);
	assert_int_equal(canon.len, o.n);
	if (o.n > 0)
		assert_memory_equal(canon.p, o.p, o.n);
	assert_string_equal(addr_print(&nh.global, text, sizeof(text)),
	    nexthop);
	wbuf_free(&canon);
}

static void
makes_attributes(void **state)
{
	(void)state;
	does("accept", "", "");
	does("discard", "c01008 8006 0000 00000000", "");
	does("rate-limit 9600", "c01008 8006 0000 46160000", "");
	does("rate-limit 9600 bytes", "c01008 8006 0000 46160000", "");
	does("rate-limit 1000 packets", "c01008 800c 0000 447a0000", "");
	does("mark 10 action sample-terminal",
	    "c01010 8007 0000 00000003 8009 0000 0000000a", "");
	does("redirect 65500:12345", "c01008 8008 ffdc 00003039", "");
	does("redirect 70000:5", "c01008 8208 00011170 0005", "");
	does("redirect 192.0.2.1:5", "c01008 8108 c0000201 0005", "");
	does("redirect 1.2.3.4", "c01008 0800 0000 00000000", "1.2.3.4");
	does("redirect 2001:db8::1", "c01008 0800 0000 00000000",
	    "2001:db8::1");
	does("copy 1.2.3.4", "c01008 0800 0000 00000001", "1.2.3.4");
	does("redirect-to-nexthop", "c01008 0800 0000 00000000", "");
	does("redirect-to-nexthop-ietf 192.0.2.1",
	    "c01008 010c c0000201 0000", "");
	does("copy-to-nexthop-ietf 2001:db8::1",
	    "c01914 000c 20010db8000000000000000000000001 0001", "");
	does("interface-set [ input:64500:10 non-transitive:output:64500:11 ]",
	    "c01010 0702 0000fbf4 400a 4702 0000fbf4 800b", "");
}

static void
refuses(void **state)
{
	static const struct {
		const char	*s, *part;
	} bad[] = {
		{ "copy", "copy: an address" },
		{ "copy 65000:1", "copy: an address" },
		{ "redirect", "redirect wants" },
		{ "redirect x", "redirect: 'x' is not ASN:number" },
		{ "rate-limit", "rate-limit wants" },
		{ "rate-limit -1", "rate-limit: '-1' is not number" },
		{ "mark 64", "0-63" },
		{ "action drop", "sample" },
		{ "interface-set", "value missing" },
		{ "interface-set [ up:1:1 ]", "set: 'up:1:1' is not" },
		{ "redirect-to-nexthop-ietf x", "an IPv4 address" },
	};
	struct text_error e;
	struct wbuf canon;
	struct nexthop nh;
	size_t i;

	(void)state;
	wbuf_growable(&canon, 1 << 12);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (actions_of(bad[i].s, &canon, &nh, &e) != -1)
			fail_msg("'%s' was taken", bad[i].s);
		if (strstr(e.msg, bad[i].part) == NULL)
			fail_msg("%s: %s", bad[i].s, e.msg);
		assert_int_equal(e.line, 1);
	}
	assert_int_equal(actions_of("accept then", &canon, &nh, &e), 1);
	wbuf_free(&canon);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(makes_attributes),
		cmocka_unit_test(refuses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
