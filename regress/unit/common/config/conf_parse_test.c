/* SPDX-License-Identifier: ISC */
/*
 * Whole files: regress/config/ok/NAME.conf is accepted and its canonical form
 * (below the warnings, as comments) is NAME.out; it reads back to itself.
 * regress/config/bad/NAME.conf is refused with the errors of NAME.out.  What is
 * in etc/ is accepted without a warning.
 * UPDATE=1 in the environment writes the .out files anew.
 */
#include <glob.h>

#include "conf_helper.h"

static void
slurp(const char *path, struct wbuf *out)
{
	FILE *f = fopen(path, "r");
	uint8_t buf[4096];
	size_t n;

	wbuf_growable(out, 1 << 24);
	if (f == NULL)
		return;
	while ((n = fread(buf, 1, sizeof(buf), f)) > 0)
		wbuf_bytes(out, buf, n);
	fclose(f);
}

static void
compare(const char *conf, const struct wbuf *got)
{
	char path[512];
	struct wbuf want;
	FILE *f;

	snprintf(path, sizeof(path), "%.*s.out", (int)strlen(conf) - 5, conf);
	if (getenv("UPDATE") != NULL) {
		f = fopen(path, "w");
		assert_non_null(f);
		fwrite(got->p, 1, got->len, f);
		fclose(f);
		return;
	}
	slurp(path, &want);
	if (want.len != got->len || memcmp(want.p, got->p, got->len) != 0)
		fail_msg("%s: wanted\n%.*s\ngot\n%.*s", conf, (int)want.len,
		    (char *)want.p, (int)got->len, (char *)got->p);
	wbuf_free(&want);
}

static void
print(const struct parsed *p, struct wbuf *out)
{
	wbuf_growable(out, 1 << 26);
	conf_print(out, &p->img, p->keys, p->nkeys);
}

static void
check_ok(const char *path)
{
	struct parsed first, second;
	struct wbuf text, out, again, all;

	slurp(path, &text);
	parse_over(&first, (char *)text.p, text.len, NULL);
	if (first.errors != 0)
		fail_msg("%s: %s", path, (char *)first.said.p);
	print(&first, &out);
	parse_over(&second, (char *)out.p, out.len, NULL);
	if (second.errors != 0)
		fail_msg("%s: its canonical form: %s\n%.*s", path,
		    (char *)second.said.p, (int)out.len, (char *)out.p);
	print(&second, &again);
	if (again.len != out.len || memcmp(again.p, out.p, out.len) != 0)
		fail_msg("%s: printed\n%.*s\nand then\n%.*s", path,
		    (int)out.len, (char *)out.p, (int)again.len,
		    (char *)again.p);
	wbuf_growable(&all, 1 << 26);
	wbuf_bytes(&all, first.said.p, first.said.len - 1);
	wbuf_bytes(&all, out.p, out.len);
	compare(path, &all);
	wbuf_free(&all);
	wbuf_free(&text);
	wbuf_free(&out);
	wbuf_free(&again);
	parsed_free(&first);
	parsed_free(&second);
}

static void
check_bad(const char *path)
{
	struct parsed p;
	struct wbuf text;

	slurp(path, &text);
	parse_over(&p, (char *)text.p, text.len, NULL);
	if (p.errors == 0)
		fail_msg("%s is accepted", path);
	p.said.len--;
	compare(path, &p.said);
	p.said.len++;
	wbuf_free(&text);
	parsed_free(&p);
}

static void
each(const char *pattern, void (*check)(const char *))
{
	glob_t g;
	size_t i;

	assert_int_equal(glob(pattern, 0, NULL, &g), 0);
	for (i = 0; i < g.gl_pathc; i++)
		check(g.gl_pathv[i]);
	globfree(&g);
}

static void
files_ok(void **state)
{
	(void)state;
	each("regress/config/ok/*.conf", check_ok);
}

/* What is given as an example says nothing that we advise against. */
static void
check_example(const char *path)
{
	struct parsed p;
	struct wbuf text;

	slurp(path, &text);
	parse_over(&p, (char *)text.p, text.len, NULL);
	if (p.errors != 0 || p.warnings != 0)
		fail_msg("%s: %s", path, (char *)p.said.p);
	wbuf_free(&text);
	parsed_free(&p);
}

static void
files_of_examples(void **state)
{
	(void)state;
	each("etc/bgpd.conf", check_example);
	each("etc/examples/*/bgpd.conf", check_example);
}

static void
files_bad(void **state)
{
	(void)state;
	each("regress/config/bad/*.conf", check_bad);
}

static const char two[] =
    "neighbor 192.0.2.1 { local-as 1; peer-as 2; local-address 192.0.2.9; }\n"
    "neighbor 192.0.2.2 { local-as 1; peer-as 2; local-address 192.0.2.9; }\n";
static const char other[] =
    "neighbor 192.0.2.3 { local-as 1; peer-as 2; local-address 192.0.2.9; }\n"
    "neighbor 192.0.2.2 { local-as 1; peer-as 2; local-address 192.0.2.9; }\n";

static void
ids_stay_over_a_reload(void **state)
{
	struct parsed a, b;

	(void)state;
	parse(&a, two);
	assert_int_equal(parsed_neighbor(&a, 0).id, 1);
	assert_int_equal(parsed_neighbor(&a, 1).id, 2);
	parse_over(&b, other, strlen(other), &a.img);
	/* 1 was somebody else's until now */
	assert_int_equal(parsed_neighbor(&b, 0).id, 3);
	assert_int_equal(parsed_neighbor(&b, 1).id, 2);
	parsed_free(&a);
	parsed_free(&b);
}

static void
errors_are_capped_and_counted(void **state)
{
	struct wbuf text;
	struct parsed p;
	int i;

	(void)state;
	wbuf_growable(&text, 1 << 20);
	for (i = 0; i < 150; i++)
		wbuf_str(&text, "nonsense;\n");
	parse_over(&p, (char *)text.p, text.len, NULL);
	assert_int_equal(p.errors, 150);
	assert_non_null(strstr((char *)p.said.p, "100:1: "));
	assert_null(strstr((char *)p.said.p, "101:1: "));
	assert_non_null(strstr((char *)p.said.p, "0:0: 50 more errors"));
	wbuf_free(&text);
	parsed_free(&p);
}

static void
routes_of_a_template_are_written_once(void **state)
{
	struct wbuf text;
	struct parsed p;
	int i;

	(void)state;
	wbuf_growable(&text, 1 << 20);
	wbuf_str(&text, "template { neighbor t { local-as 1; peer-as 2; "
	    "local-address 192.0.2.1; static { route 10.0.0.0/8 next-hop "
	    "self; route 11.0.0.0/8 next-hop self; } } }\n");
	for (i = 2; i < 202; i++)
		wbuf_printf(&text, "neighbor 192.0.2.%d { inherit t; }\n", i);
	parse_over(&p, (char *)text.p, text.len, NULL);
	assert_int_equal(p.errors, 0);
	assert_int_equal(p.img.nneighbors, 200);
	assert_int_equal(p.img.nroutes, 2);
	assert_int_equal(p.img.ntargets, 1);
	wbuf_free(&text);
	parsed_free(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_ok),
		cmocka_unit_test(files_of_examples),
		cmocka_unit_test(files_bad),
		cmocka_unit_test(ids_stay_over_a_reload),
		cmocka_unit_test(errors_are_capped_and_counted),
		cmocka_unit_test(routes_of_a_template_are_written_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
