/* SPDX-License-Identifier: ISC */
/*
 * For every word of the grammar a wrong value gives one error of its own, which
 * names the word, at the place of the value.  The words are not written down
 * here: each block is asked for them by an unknown one, whose error lists what
 * is legal, so that a word that is added to a table is tried, and fails where
 * nothing wrong can be said with it and no list below says why.
 */
#include <stdarg.h>

#include "conf_helper.h"

#include "text/suggest.h"

enum { TEXT_MAX = 2048, WORDS_TEXT = 1024, LINE = 3 };

#define N "neighbor 192.0.2.1 { local-address 192.0.2.2; " \
	"local-as 64500; peer-as 64501;\n"
#define HOP "next-hop 192.0.2.9 "

/*
 * What stands around a statement, which is line 3 of the file: in front of the
 * word, and behind its value.
 */
static const struct place {
	const char	*before;	/* two lines */
	const char	*head;
	const char	*tail;
	const char	*after;
} places[] = {
	{ "\n\n", "", "", "" },
	{ "process p {\nrun /bin/true;\n", "", "", "}" },
	{ "control {\n\n", "", "", "}" },
	{ "template {\n\n", "", "", "}" },
	{ "group g {\n\n", "", "", "}" },
	{ "\n" N, "", "", "}" },
	{ N "capability {\n", "", "", "} }" },
	{ N "family {\n", "", "", "} }" },
	{ N "capability { add-path receive; } add-path {\n", "", "",
	    "} }" },
	{ N "nexthop {\n", "", "", "} }" },
	{ N "prefix-limit {\n", "", "", "} }" },
	{ N "api {\n", "", "", "} }" },
	{ N "api { receive {\n", "", "", "} } }" },
	{ N "api { send {\n", "", "", "} } }" },
	{ N "tcp-ao { keyid 1; algorithm hmac-sha-256; "
	    "password dGVzdA==;\n", "", "", "} }" },
	{ N "operational {\n", "", "", "} }" },
	{ N "static {\n", "", "", "} }" },
	{ N "announce {\n", "", "", "} }" },
	{ N "l2vpn {\n", "", "", "} }" },
	{ N "flow {\n", "", "", "} }" },
	{ N "flow { route { match {\n", "", "", "} then { discard; } } } }" },
	{ N "flow { route { " HOP "; match { source 10.0.0.0/8; } then {\n",
	    "", "", "} } } }" },
	{ N "flow {\n", "route source 10.0.0.0/8 discard ", " med 5",
	    "} }" },
	{ N "static {\n", "route 10.0.0.0/8 " HOP, " med 5", "} }" },
	{ N "static {\n", "attributes " HOP, " nlri 10.0.0.0/8", "} }" },
	{ N "static { route 10.0.0.0/8 { " HOP "; watchdog dog;\n", "", "",
	    "} } }" },
};

/* An NLRI of each family, its first words, and what may stand behind others. */
static const struct {
	enum family	 family;
	const char	*words;
} nlris[] = {
	{ FAMILY_IPV4_UNICAST, "10.0.0.0/8" },
	{ FAMILY_IPV4_MULTICAST, "232.0.0.0/8" },
	{ FAMILY_IPV4_LABELLED, "10.0.0.0/8 label 7" },
	{ FAMILY_IPV4_MVPN, "shared-join rd 64500:1 source-as 64500 rp "
	    "192.0.2.1 group 239.0.0.1" },
	{ FAMILY_IPV4_SR_POLICY, "distinguisher 1 color 2 endpoint "
	    "192.0.2.1" },
	{ FAMILY_IPV4_MUP, "mup-isd 10.0.0.0/8 rd 64500:1" },
	{ FAMILY_IPV4_VPN, "10.0.0.0/8 rd 64500:1 label 7" },
	{ FAMILY_IPV4_RTC, "origin-as 64500 route-target target:64500:1" },
	{ FAMILY_IPV4_FLOW, "source 10.0.0.0/8 discard" },
	{ FAMILY_IPV4_FLOW_VPN, "source 10.0.0.0/8 rd 64500:1 discard" },
	{ FAMILY_IPV6_UNICAST, "2001:db8::/32" },
	{ FAMILY_IPV6_MULTICAST, "ff0e::/16" },
	{ FAMILY_IPV6_LABELLED, "2001:db8::/32 label 7" },
	{ FAMILY_IPV6_MVPN, "shared-join rd 64500:1 source-as 64500 rp "
	    "2001:db8::1 group ff0e::1" },
	{ FAMILY_IPV6_SR_POLICY, "distinguisher 1 color 2 endpoint "
	    "2001:db8::1" },
	{ FAMILY_IPV6_MUP, "mup-isd 2001:db8::/32 rd 64500:1" },
	{ FAMILY_IPV6_VPN, "2001:db8::/32 rd 64500:1 label 7" },
	{ FAMILY_IPV6_FLOW, "source 2001:db8::/32 discard" },
	{ FAMILY_IPV6_FLOW_VPN, "source 2001:db8::/32 rd 64500:1 discard" },
	{ FAMILY_VPLS, "endpoint 1 base 100 offset 1 size 8 rd 64500:1" },
	{ FAMILY_EVPN, "multicast rd 64500:1 ethernet-tag 0 ip 192.0.2.1" },
	{ FAMILY_LS, "type 1 protocol 2 identifier 0 tlv 256 0x020000040000"
	    "fbf4" },
	{ FAMILY_LS_VPN, "type 1 protocol 2 identifier 0 rd 64500:1 tlv 256 "
	    "0x020000040000fbf4" },
	{ FAMILY_IPV4_VPN_MULTICAST, "10.0.0.0/8 rd 64500:1" },
	{ FAMILY_IPV6_VPN_MULTICAST, "2001:db8::/32 rd 64500:1" },
};

/* Words without a value: the next one is what is wrong. */
static const char *const bare[] = { "all", "atomic-aggregate", "withdraw",
	"discard", "accept", "default", "redirect-to-nexthop",
	"copy-to-nexthop", NULL };

/* Words of which any text is a value: it may only be missing. */
static const char *const texts[] = { "run", "user", "group", "socket",
	"source-interface", "description", "host-name", "domain-name",
	"md5-password", "processes-match", "password", "name", "watchdog",
	"policy-name", "candidate-path-name", NULL };

/* Words that name what follows them: it is that which is wrong. */
static const char *const heads[] = { "route", "attributes", "attribute",
	"ethernet-ad", "mac-ip", "multicast", "ethernet-segment", "prefix",
	"mup-isd", "mup-dsd", "mup-t1st", "mup-t2st", "shared-join",
	"source-join", "source-ad", "intra-as-ad", "inter-as-ad", "s-pmsi-ad",
	"leaf-ad", NULL };

/* Another word for the one that the error names. */
static const char *const others[][2] = {
	{ "metric", "med" }, { "localpref", "local-preference" },
	{ "ext-community", "extended-community" },
	{ "copy-to-nexthop", "redirect-to-nexthop" },
};

static unsigned tried;

static bool
is_in(const char *const *list, const char *word)
{
	for (; *list != NULL; list++)
		if (strcmp(*list, word) == 0)
			return true;
	return false;
}

/* The words that are legal at a place, blanks between. */
static void
legal(const struct place *p, char out[WORDS_TEXT])
{
	char text[TEXT_MAX];
	struct parsed r;
	const char *list;
	size_t n;

	snprintf(text, sizeof(text), "%s%szzz 1%s;\n%s", p->before, p->head,
	    p->tail, p->after);
	parse(&r, text);
	list = strstr((char *)r.said.p, SUGGEST_LEGAL);
	if (list == NULL)
		fail_msg("%s\nlists no words: %s", text, (char *)r.said.p);
	list += strlen(SUGGEST_LEGAL);
	n = strcspn(list, "\n");
	assert_true(n < WORDS_TEXT - 1);
	memcpy(out, list, n);
	out[n] = '\0';
	parsed_free(&r);
}

static bool
is_head(const char *word)
{
	struct family_word w;
	unsigned i;

	for (i = 0; family_word(i, &w); i++)
		if (strcmp(w.safi, word) == 0)
			return true;
	return is_in(heads, word);
}

static bool
names(const char *msg, const char *word)
{
	size_t i;

	if (strstr(msg, word) != NULL)
		return true;
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (strcmp(others[i][0], word) == 0)
			return strstr(msg, others[i][1]) != NULL;
	return is_in(bare, word) ? strstr(msg, "'zzz'") != NULL :
	    is_head(word);
}

/* Behind the warnings. */
static const char *
first_error(const struct parsed *p)
{
	const char *s = (const char *)p->said.p;

	while (*s == '#')
		s += strcspn(s, "\n") + 1;
	return s;
}

/*
 * Was something wrong?  Then it is the first error, in the line of the word,
 * at its value or behind it; 0: there was nothing.
 */
static unsigned
try(const struct place *p, const char *word, const char *value)
{
	char text[TEXT_MAX];
	struct parsed r;
	unsigned line = 0, col = 0, from, to, errors;

	/* the missing value at the end, the wrong one in front of the rest */
	if (*value == '\0')
		snprintf(text, sizeof(text), "%s%s%s %s;\n%s", p->before,
		    p->head, p->tail, word, p->after);
	else
		snprintf(text, sizeof(text), "%s%s%s %s%s;\n%s", p->before,
		    p->head, word, value, p->tail, p->after);
	from = (unsigned)(strlen(p->head) + (*value == '\0' ?
	    strlen(p->tail) + 1 : 0)) + 1;
	to = from + (unsigned)(strlen(word) + strlen(value)) + 1;
	parse(&r, text);
	tried++;
	errors = r.errors;
	if (errors > 0 && (sscanf(first_error(&r), "%u:%u:", &line,
	    &col) != 2 || line != LINE || col < from || col > to ||
	    !names(first_error(&r), word)))
		fail_msg("%s'%s': wanted %d:%u-%u and the word: %s", text,
		    word, LINE, from, to, (char *)r.said.p);
	parsed_free(&r);
	return errors;
}

static void
each_word(const struct place *p)
{
	char list[WORDS_TEXT], *word, *rest = list;
	unsigned missing, wrong;

	legal(p, list);
	while ((word = strsep(&rest, " ")) != NULL) {
		missing = try(p, word, "");
		wrong = try(p, word, "zzz");
		/* what follows it is ignored, with a warning */
		if (strcmp(word, "all") == 0)
			continue;
		if ((is_in(texts, word) ? missing : wrong) == 0)
			fail_msg("%s%s: nothing is wrong with '%s'",
			    p->before, p->head, word);
	}
}

static void
words_of_every_block(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		each_word(&places[i]);
}

static void
words_of_every_family(void **state)
{
	char before[TEXT_MAX], head[64], tail[512];
	const struct family_info *f;
	struct family_word w;
	struct place p = { before, head, tail, "} } }" };
	bool has_prefix, seen;
	unsigned i, k;
	size_t n;

	(void)state;
	for (i = 0; family_word(i, &w); i++) {
		f = family_info(w.family);
		seen = false;
		for (k = 0; k < sizeof(nlris) / sizeof(nlris[0]); k++) {
			if (nlris[k].family != w.family)
				continue;
			seen = true;
			/* where a prefix comes first, the rest follows it */
			n = strcspn(nlris[k].words, " ");
			has_prefix = memchr(nlris[k].words, '/', n) != NULL;
			snprintf(before, sizeof(before), N "family { %s %s; } "
			    "announce { %s {\n", f->afi_word, f->safi_word,
			    w.afi);
			snprintf(head, sizeof(head), "%s %.*s%s", w.safi,
			    has_prefix ? (int)n : 0, nlris[k].words,
			    has_prefix ? " " : "");
			snprintf(tail, sizeof(tail), " %s next-hop %s",
			    has_prefix ? nlris[k].words + n : nlris[k].words,
			    f->af == ADDR_V6 ? "2001:db8::9" : "192.0.2.9");
			each_word(&p);
		}
		if (!seen)
			fail_msg("%s %s: an NLRI is wanted here", w.afi,
			    w.safi);
	}
}

/* The AFI's words, in every block where they begin a line, and none other. */
static void
words_of_every_afi(void **state)
{
	char before[TEXT_MAX];
	struct place p = { before, "", "", "} } }" };
	enum family f;
	unsigned i;

	(void)state;
	for (i = 0; (f = family_afi(i)) != FAMILY_NONE; i++) {
		snprintf(before, sizeof(before), N "announce { %s {\n",
		    family_info(f)->afi_word);
		each_word(&p);
	}
	assert_true(tried > 1000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_of_every_block),
		cmocka_unit_test(words_of_every_family),
		cmocka_unit_test(words_of_every_afi),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
