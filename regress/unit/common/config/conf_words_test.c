/* SPDX-License-Identifier: ISC */
/*
 * Words of families in every block that has such: a row of family.c is enough
 * to be read there, and to be printed again.
 */
#include "conf_helper.h"

#include "config/conf_words.h"

static const struct conf_word *
find(const struct conf_words *w, const char *word)
{
	size_t i;

	assert_null(w->v[w->n].word);
	for (i = 0; i < w->n; i++)
		if (strcmp(w->v[i].word, word) == 0)
			return &w->v[i];
	return NULL;
}

static int
statement(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	(void)c;
	(void)obj;
	(void)w;
	(void)t;
	return 0;
}

static void
block(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *head)
{
	(void)c;
	(void)obj;
	(void)w;
	(void)head;
}

static void
are_made_of_the_rows(void **state)
{
	struct conf_words afis, ip, l2;

	(void)state;
	conf_words_init(&afis);
	conf_words_afis(&afis, statement, NULL, NULL);
	assert_int_equal(afis.n, 4);
	assert_string_equal(find(&afis, "ipv6")->since, "4");
	assert_string_equal(find(&afis, "bgp-ls")->since, "herald");
	assert_int_equal(find(&afis, "l2vpn")->arg, FAMILY_VPLS);
	conf_words_init(&ip);
	conf_words_families(&ip, "ipv4", statement, block);
	assert_int_equal(find(&ip, "labeled-unicast")->arg,
	    FAMILY_IPV4_LABELLED);
	assert_string_equal(find(&ip, "labeled-unicast")->since, "6");
	assert_non_null(find(&ip, "flow")->block);
	assert_null(find(&ip, "mup")->block);
	assert_null(find(&ip, "evpn"));
	conf_words_init(&l2);
	conf_words_families(&l2, "l2vpn", statement, block);
	assert_int_equal(l2.n, 2);
	assert_string_equal(find(&l2, "vpls")->since, "3");
	assert_string_equal(find(&l2, "evpn")->since, "herald");
}

/* With each pair of words, own and alias, as it stands in the table. */
static void
every_family_is_read_everywhere(void **state)
{
	char text[512], want[128];
	const struct family_info *i;
	struct family_word w;
	struct parsed p;
	struct wbuf out;
	unsigned n;

	(void)state;
	for (n = 0; family_word(n, &w); n++) {
		i = family_info(w.family);
		snprintf(text, sizeof(text), NEIGHBOR("family { %s %s; } "
		    "capability { add-path receive; } "
		    "add-path { %s %s limit 3; } prefix-limit { %s %s 7; } "
		    "announce { %s { } }"), w.afi, w.safi, w.afi, w.safi,
		    w.afi, w.safi, w.afi);
		parse(&p, text);
		if (p.errors != 0)
			fail_msg("%s\n%s", text, (char *)p.said.p);
		assert_int_equal(parsed_neighbor(&p, 0).families[0],
		    w.family);
		assert_int_equal(parsed_neighbor(&p, 0).limits[w.family].max,
		    7);
		wbuf_growable(&out, 1 << 16);
		conf_print(&out, &p.img, NULL, 0);
		wbuf_u8(&out, '\0');
		snprintf(want, sizeof(want), "%s %s limit 3;", i->afi_word,
		    i->safi_word);
		assert_non_null(strstr((char *)out.p, want));
		wbuf_free(&out);
		parsed_free(&p);
		/* as a route it begins, though nothing follows */
		snprintf(text, sizeof(text), NEIGHBOR("announce { %s { %s x; "
		    "} }"), w.afi, w.safi);
		parse(&p, text);
		assert_int_equal(p.errors, 1);
		if (strstr((char *)p.said.p, "3:") != (char *)p.said.p ||
		    strstr((char *)p.said.p, "legal here: unicast") != NULL)
			fail_msg("%s\n%s", text, (char *)p.said.p);
		parsed_free(&p);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(are_made_of_the_rows),
		cmocka_unit_test(every_family_is_read_everywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
