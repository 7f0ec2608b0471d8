/* SPDX-License-Identifier: ISC */
/* The operational block: its record, its bound, and how it is printed. */
#include "bgp/operational.h"
#include "conf_helper.h"

#define ASM "asm afi ipv4 safi unicast advisory \"so so\"; "
#define ON "capability { operational; } "

static void
expect_print(const char *text, const char *part, unsigned warnings)
{
	struct parsed p, again;
	struct wbuf w, w2;

	parse(&p, text);
	if (p.errors != 0 || p.warnings != warnings)
		fail_msg("%s", (char *)p.said.p);
	wbuf_growable(&w, 1 << 20);
	conf_print(&w, &p.img, NULL, 0);
	wbuf_u8(&w, '\0');
	if (strstr((char *)w.p, part) == NULL)
		fail_msg("\"%s\" is not in\n%s", part, (char *)w.p);
	parse(&again, (char *)w.p);
	assert_int_equal(again.errors, 0);
	wbuf_growable(&w2, 1 << 20);
	conf_print(&w2, &again.img, NULL, 0);
	wbuf_u8(&w2, '\0');
	assert_string_equal((char *)w.p, (char *)w2.p);
	wbuf_free(&w);
	wbuf_free(&w2);
	parsed_free(&again);
	parsed_free(&p);
}

static void
is_printed_and_read_again(void **state)
{
	(void)state;
	expect_print(NEIGHBOR(ON "operational { " ASM "rpcq afi ipv6 safi "
	    "unicast sequence 7; }"), "\toperational {\n"
	    "\t\tasm afi ipv4 safi unicast advisory \"so so\";\n"
	    "\t\trpcq afi ipv6 safi unicast sequence 7;\n\t}\n", 0);
	/* a template's stand behind the neighbour's own */
	expect_print("template { neighbor t { operational { adm afi ipv4 "
	    "safi unicast advisory all; } } }\n"
	    NEIGHBOR(ON "inherit t; operational { " ASM "}"),
	    "advisory \"so so\";\n\t\tadm afi ipv4", 0);
}

static void
refusals(void **state)
{
	(void)state;
	refuses(NEIGHBOR("operational { asm afi ipv4; }"), 3, 27, "safi: ");
	refuses(NEIGHBOR("operational { abc afi ipv4 safi unicast; }"), 3, 15,
	    "unknown word 'abc'");
	refuses(NEIGHBOR("operational x { " ASM "}"), 3, 13, "'{' is expected");
	refuses(NEIGHBOR(ON "operational { " ASM ASM ASM ASM ASM ASM ASM ASM
	    ASM ASM ASM ASM ASM ASM ASM ASM ASM "}"), 1, 1,
	    "more than 16 operational messages");
}

static void
does_nothing_without_the_capability(void **state)
{
	(void)state;
	expect_print(NEIGHBOR("operational { " ASM "}"), "operational {", 1);
}

/* The parent may not be believed: bgp/operational.h checks each. */
static void
a_record_is_checked(void **state)
{
	struct parsed p;
	struct conf_image img;
	char why[128], *copy;
	size_t i, n;
	unsigned refused = 0;

	(void)state;
	parse(&p, NEIGHBOR(ON "operational { " ASM "}"));
	n = p.img.size;
	copy = malloc(n);
	assert_non_null(copy);
	memcpy(copy, p.img.base, n);
	assert_int_equal(conf_image_of(copy, n, &img, why, sizeof(why)), 0);
	/* the record is the last: its text, and what is before */
	for (i = 1; i <= 24; i++) {
		copy[n - i] ^= '\x80';
		refused += conf_image_of(copy, n, &img, why,
		    sizeof(why)) == -1;
		copy[n - i] ^= '\x80';
	}
	/* length, AFI, kind; SAFI 129 is a family too */
	assert_int_equal(refused, 2 + 2 + 2);
	copy[n - 1] = '\0';
	assert_int_equal(conf_image_of(copy, n, &img, why, sizeof(why)), -1);
	assert_string_equal(why, "operational: value");
	free(copy);
	parsed_free(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_printed_and_read_again),
		cmocka_unit_test(refusals),
		cmocka_unit_test(does_nothing_without_the_capability),
		cmocka_unit_test(a_record_is_checked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
