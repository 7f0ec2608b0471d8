/* SPDX-License-Identifier: ISC */
/* OPERATIONAL messages in words: read, refused, printed and read again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "text/lexer.h"
#include "text/operational_words.h"

static int
read_words(struct lexer **lex, const char *text, struct operational *o,
    struct text_error *e)
{
	char line[OPERATIONAL_TEXT_MAX + 256];
	struct tokens t;

	snprintf(line, sizeof(line), "%s;", text);
	*lex = lexer_new(line, strlen(line));
	assert_int_equal(lexer_next(*lex, &t, e), LEXER_STATEMENT);
	return operational_words_read(o, &t, e);
}

#define IP "afi ipv4 safi unicast "

static void
printing_is_the_inverse(void **state)
{
	static const char *const texts[] = {
		"adm " IP "advisory \"so so\"",
		"asm afi l2vpn safi evpn advisory \"\"",
		"asm " IP "advisory 'a \"word\"; }'",
		"rpcq " IP "sequence 7",
		"rpcp " IP "router-id 192.0.2.1 sequence 0 counter 4294967295",
		"apcq afi bgp-ls safi bgp-ls sequence 4294967295",
		"apcp " IP "sequence 1 counter 2",
		"lpcq afi ipv6 safi flow router-id 192.0.2.1 sequence 3",
		"lpcp " IP "sequence 1 counter 2",
		"asm afi 16397 safi 99 advisory x",
	};
	struct operational o;
	struct text_error e;
	struct lexer *lex;
	struct wbuf w;
	size_t i;

	(void)state;
	family_others_mode(OTHERS_GIVEN);
	wbuf_growable(&w, 4096);
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (read_words(&lex, texts[i], &o, &e) == -1)
			fail_msg("%s: %s", texts[i], e.msg);
		wbuf_reset(&w);
		operational_words_print(&w, &o);
		wbuf_u8(&w, '\0');
		assert_string_equal((char *)w.p, texts[i]);
		lexer_free(lex);
	}
	assert_int_equal(family_info(o.family)->afi, 16397);
	wbuf_free(&w);
	family_others_mode(OTHERS_TOLD);
}

static void
each_wrong_word_says_so(void **state)
{
	static const struct {
		const char	*text;
		uint32_t	 col;
		const char	*says;
	} wrong[] = {
		{ "nonsense " IP, 1, "one of adm asm" },
		{ "asm", 4, "asm: afi and safi are missing" },
		{ "asm afi", 8, "afi: a family's first word" },
		{ "asm afi ipv4", 13, "safi: a family's second word" },
		{ "asm afi ipv4 safi", 18, "safi: a family's second word" },
		{ "asm afi 16397", 14, "afi 16397: 'safi' and its number" },
		{ "asm afi 65536 safi 1", 9, "afi: '65536' is not a number" },
		{ "asm afi 7 safi unicast", 16, "safi: 'unicast' is not a" },
		{ "asm afi 7 safi 0", 16, "safi: 0 is reserved" },
		{ "asm afi 7 safi 9", 16, "no neighbor has that family" },
		{ "asm afi ipv4 safi evpn", 19, "ipv4 evpn: no family" },
		{ "asm afi appletalk safi unicast", 24, "appletalk unicast" },
		{ "adm " IP, 27, "adm: an advisory is missing" },
		{ "adm " IP "advisory", 35, "advisory: a text is missing" },
		{ "adm " IP "sequence 1", 27,
		    "'sequence'; legal in adm: afi advisory" },
		{ "rpcq " IP "advisory x", 28, "'advisory'; legal in rpcq: "
		    "afi router-id sequence" },
		{ "rpcq " IP "counter 1", 28, "'counter'; legal in rpcq" },
		{ "rpcq " IP "sequence", 36, "sequence" },
		{ "rpcq " IP "sequence -1", 37, "sequence: '-1'" },
		{ "rpcp " IP "counter 4294967296", 36,
		    "counter: '4294967296'" },
		{ "rpcp " IP "router-id", 37, "router-id: a value" },
		{ "rpcp " IP "router-id ::1", 38, "router-id: '::1'" },
	};
	const struct operational before = { .sequence = 9 };
	struct operational o = before;
	struct text_error e;
	struct lexer *lex;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		if (read_words(&lex, wrong[i].text, &o, &e) == 0)
			fail_msg("%s is taken", wrong[i].text);
		if (strstr(e.msg, wrong[i].says) == NULL || e.line != 1 ||
		    e.col != wrong[i].col)
			fail_msg("%s: 1:%u: %s", wrong[i].text, e.col, e.msg);
		assert_memory_equal(&o, &before, sizeof(o));
		lexer_free(lex);
	}
}

static void
an_advisory_has_a_bound(void **state)
{
	char text[OPERATIONAL_TEXT_MAX + 128];
	struct operational o;
	struct text_error e;
	struct lexer *lex;

	(void)state;
	snprintf(text, sizeof(text), "asm " IP "advisory %0*d",
	    OPERATIONAL_TEXT_MAX, 7);
	assert_int_equal(read_words(&lex, text, &o, &e), 0);
	assert_int_equal(o.advisory.left, OPERATIONAL_TEXT_MAX);
	lexer_free(lex);
	snprintf(text, sizeof(text), "asm " IP "advisory %0*d",
	    OPERATIONAL_TEXT_MAX + 1, 7);
	assert_int_equal(read_words(&lex, text, &o, &e), -1);
	assert_non_null(strstr(e.msg, "longer than 2048 octets"));
	lexer_free(lex);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(printing_is_the_inverse),
		cmocka_unit_test(each_wrong_word_says_so),
		cmocka_unit_test(an_advisory_has_a_bound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
