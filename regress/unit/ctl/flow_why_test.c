/* SPDX-License-Identifier: ISC */
/* Each reason as text and as JSON; what a daemon may not say. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "flow_why.h"

static const struct {
	struct ctl_flow_why	 w;
	const char		*text;
	const char		*json;
} rows[] = {
	{ { .reason = CTL_FLOW_NO_DESTINATION },
	    "it has no destination prefix",
	    "{\"reason\":\"no-destination\"}" },
	{ { .reason = CTL_FLOW_NO_ROUTE },
	    "no unicast route covers its destination",
	    "{\"reason\":\"no-route\"}" },
	{ { .reason = CTL_FLOW_ORIGINATOR, .af = ADDR_V4, .plen = 24,
	    .as = 64500, .prefix = { 198, 51, 100 } },
	    "its originator does not announce 198.51.100.0/24",
	    "{\"reason\":\"originator\",\"prefix\":\"198.51.100.0/24\","
	    "\"as\":64500}" },
	{ { .reason = CTL_FLOW_OTHER_AS, .af = ADDR_V4, .plen = 0 },
	    "this AS itself announces 0.0.0.0/0 too",
	    "{\"reason\":\"other-as\",\"prefix\":\"0.0.0.0/0\"}" },
	{ { .reason = CTL_FLOW_AS_PATH, .af = ADDR_V4, .plen = 8,
	    .as = 64501, .prefix = { 10 } },
	    "AS 64501 is not the first AS in its path, as in that of "
	    "10.0.0.0/8",
	    "{\"reason\":\"as-path\",\"prefix\":\"10.0.0.0/8\","
	    "\"as\":64501}" },
	{ { .reason = CTL_FLOW_MORE_SPECIFIC, .af = ADDR_V6, .plen = 32,
	    .as = CTL_FLOW_AS_HIDDEN, .prefix = { 0x20, 1, 0xd, 0xb8 } },
	    "an AS hidden by an AS_SET announces the more specific "
	    "2001:db8::/32",
	    "{\"reason\":\"more-specific\",\"prefix\":\"2001:db8::/32\"}" },
};

enum { NROWS = sizeof(rows) / sizeof(rows[0]) };
static_assert((int)NROWS == (int)CTL_FLOW_REASON_MAX, "each reason");

/* Blanks and newlines between tokens do not matter. */
static void
squeeze(struct wbuf *w, char *to)
{
	size_t i;

	for (i = 0; i < w->len; i++)
		if (w->p[i] != ' ' && w->p[i] != '\n' && w->p[i] != '\t')
			*to++ = (char)w->p[i];
	*to = '\0';
}

static void
says_why(void **state)
{
	char got[512], want[512];
	struct json j;
	struct wbuf w;
	size_t i;

	(void)state;
	for (i = 0; i < NROWS; i++) {
		assert_true(flow_why_ok(&rows[i].w));
		wbuf_growable(&w, 4096);
		flow_why_put(&w, &rows[i].w);
		wbuf_u8(&w, 0);
		assert_string_equal(w.p, rows[i].text);
		wbuf_reset(&w);
		json_init(&j, &w, true);
		json_object(&j, NULL, true);
		flow_why_json(&j, &rows[i].w);
		json_end(&j);
		squeeze(&w, got);
		(void)snprintf(want, sizeof(want), "{\"infeasible\":%s}",
		    rows[i].json);
		assert_string_equal(got, want);
		wbuf_free(&w);
	}
}

static void
refuses_nonsense(void **state)
{
	struct ctl_flow_why w = rows[2].w;

	(void)state;
	w.reason = CTL_FLOW_REASON_MAX;
	assert_false(flow_why_ok(&w));
	w = rows[2].w;
	w.plen = 33;
	assert_false(flow_why_ok(&w));
	w = rows[2].w;
	w.af = 3;
	assert_false(flow_why_ok(&w));
	w.af = ADDR_NONE;
	assert_false(flow_why_ok(&w));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_why),
		cmocka_unit_test(refuses_nonsense),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
