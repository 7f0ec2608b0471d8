/* SPDX-License-Identifier: ISC */
/* Families by number in an image: each test goes on from the one before. */
#include "conf_helper.h"

#include "config/conf_others.h"

#define FIRST	FAMILY_OTHER_FIRST

static struct rbuf
record(const struct family_other *v, size_t n)
{
	return rbuf_of(v, n * sizeof(*v));
}

static void
are_checked(void **state)
{
	static const struct family_other good[] = {
		{ 16397, 99, FIRST }, { 16397, 98, FIRST + 5 },
	};
	static const struct family_other bad[][2] = {
		{ { 16397, 99, FIRST }, { 16397, 98, FIRST } },
		{ { 16397, 99, FIRST }, { 16397, 99, FIRST + 1 } },
		{ { 16397, 99, FIRST }, { 0, 98, FIRST + 1 } },
		{ { 16397, 99, FIRST }, { 16397, 0, FIRST + 1 } },
		{ { 16397, 99, FIRST }, { 1, 1, FIRST + 1 } },
		{ { 16397, 99, FIRST }, { 16397, 98, FAMILY_EVPN } },
		{ { 16397, 99, FIRST }, { 16397, 98, FAMILY_MAX } },
	};
	struct family_other many[FAMILY_OTHERS + 1];
	struct conf_others have = { .n = 0 };
	unsigned i;

	(void)state;
	assert_int_equal(conf_others_read(record(good, 2), &have), 0);
	assert_true(conf_others_rows(&have) == ((family_mask)1 << FIRST |
	    (family_mask)1 << (FIRST + 5)));
	assert_int_equal(conf_others_read(rbuf_of(good,
	    sizeof(good) - 1), &have), -1);
	assert_int_equal(have.n, 2);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(conf_others_read(record(bad[i], 2), &have),
		    -1);
	for (i = 0; i <= FAMILY_OTHERS; i++)
		many[i] = (struct family_other){ 900, (uint8_t)(i + 1),
		    (uint8_t)(FIRST + i) };
	assert_int_equal(conf_others_read(record(many, FAMILY_OTHERS),
	    &have), 0);
	assert_int_equal(conf_others_read(record(many, FAMILY_OTHERS + 1),
	    &have), -1);
	/* nothing was taken over */
	assert_true(families_all() == FAMILIES_KNOWN);
}

/* What is only read leaves no trace; what is taken does. */
static void
are_taken_at_the_end(void **state)
{
	static const struct family_other v = { 16397, 90, FAMILY_MAX - 1 },
	    other = { 16397, 91, FAMILY_MAX - 1 };
	struct conf_others o, another;

	(void)state;
	assert_int_equal(conf_others_read(record(&v, 1), &o), 0);
	assert_int_equal(family_by_number(16397, 90), FAMILY_NONE);
	assert_int_equal(conf_others_read(record(&other, 1), &another), 0);
	conf_others_take(&o);
	assert_int_equal(family_by_number(16397, 90), FAMILY_MAX - 1);
	assert_int_equal(conf_others_read(record(&other, 1), &another), -1);
}

static void
an_image_tells_of_them(void **state)
{
	struct conf_neighbor n;
	struct parsed p;

	(void)state;
	parse(&p, NEIGHBOR("family { ipv4 unicast; afi 16397 safi 99; afi 1 "
	    "safi 1; }"));
	assert_int_equal(p.errors, 1);
	parsed_free(&p);
	parse(&p, NEIGHBOR("family { afi 16397 safi 99; afi 2 safi 1; afi 1 "
	    "safi 200; } prefix-limit { afi 16397 safi 99 10 warn 50%; }"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.nfamilies, 3);
	assert_int_equal(n.families[0], family_by_number(16397, 99));
	assert_int_equal(n.families[1], FAMILY_IPV6_UNICAST);
	assert_int_equal(n.families[2], family_by_number(1, 200));
	assert_int_equal(n.limits[family_by_number(16397, 99)].max, 10);
	assert_true(p.img.families == (FAMILIES_KNOWN |
	    (family_mask)3 << FIRST));
	parsed_free(&p);
	/* what was given out stays, though nobody has it any more */
	parse(&p, NEIGHBOR("family { ipv4 unicast; }"));
	assert_true(p.img.families == (FAMILIES_KNOWN |
	    (family_mask)3 << FIRST));
	parsed_free(&p);
}

/* As a process finds it whose rows mean something else. */
static void
a_contradiction_is_refused(void **state)
{
	struct family_other *o;
	struct conf_image img;
	struct parsed p;
	uint8_t *copy;
	char why[128];
	size_t i;

	(void)state;
	parse(&p, NEIGHBOR("family { afi 16397 safi 99; }"));
	copy = malloc(p.img.size);
	memcpy(copy, p.img.base, p.img.size);
	for (i = p.img.base_at; i + sizeof(*o) < p.img.size; i++) {
		o = (void *)(copy + i);
		if (i % 2 == 0 && o->afi == 16397 && o->safi == 99 &&
		    o->family == FIRST)
			break;
	}
	assert_true(i + sizeof(*o) < p.img.size);
	copy[i + 2] = 97;
	assert_int_equal(conf_image_of(copy, p.img.size, &img, why,
	    sizeof(why)), -1);
	assert_string_equal(why, "families by number: they are not these");
	copy[i + 2] = 99;
	assert_int_equal(conf_image_of(copy, p.img.size, &img, why,
	    sizeof(why)), 0);
	free(copy);
	parsed_free(&p);
}

/* Each is good by itself; together two rows mean the same. */
static void
a_second_record_is_refused(void **state)
{
	static const struct family_other v[] = {
		{ 16397, 90, FAMILY_MAX - 2 }, { 16397, 90, FAMILY_MAX - 1 },
	};
	struct conf_writer *w = conf_writer_new();
	struct conf_image img;
	char why[128] = "";
	int fd;

	(void)state;
	conf_writer_put(w, CONF_OTHERS, &v[0], sizeof(v[0]));
	conf_writer_put(w, CONF_OTHERS, &v[1], sizeof(v[1]));
	fd = conf_writer_finish(w);
	conf_writer_free(w);
	assert_true(fd != -1);
	assert_int_equal(conf_image_open(fd, &img, why, sizeof(why)), -1);
	assert_string_equal(why, "families by number: they are not these");
	(void)close(fd);
}

static void
words_say_what_is_wrong(void **state)
{
	(void)state;
	refuses(NEIGHBOR("family { afi; }"), 3, 13, "afi: ");
	refuses(NEIGHBOR("family { afi 0 safi 1; }"), 3, 14,
	    "afi: 0 is reserved");
	refuses(NEIGHBOR("family { afi x safi 1; }"), 3, 14,
	    "afi: 'x' is not a number from 0 to 65535");
	refuses(NEIGHBOR("family { afi 65536 safi 1; }"), 3, 14,
	    "afi: '65536' is not a number from 0 to 65535");
	refuses(NEIGHBOR("family { afi 7; }"), 3, 15,
	    "afi 7: 'safi' and its number are missing");
	refuses(NEIGHBOR("family { afi 7 8; }"), 3, 16,
	    "afi 7: 'safi' and its number are missing");
	refuses(NEIGHBOR("family { afi 7 safi 0; }"), 3, 21,
	    "safi: 0 is reserved");
	refuses(NEIGHBOR("family { afi 7 safi 256; }"), 3, 21,
	    "safi: '256' is not a number from 0 to 255");
	refuses(NEIGHBOR("family { ipv4 unicast; afi 1 safi 1; }"), 3, 24,
	    "ipv4 unicast: given twice");
	refuses(NEIGHBOR("family { afi 7 safi 8; afi 7 safi 8; }"), 3, 24,
	    "afi 7 safi 8: given twice");
	refuses(NEIGHBOR("capability { add-path send; } family { afi 7 safi "
	    "8; } add-path { afi 7 safi 8; }"), 3, 67,
	    "afi 7 safi 8: its NLRI have no end");
	refuses(NEIGHBOR("family { ipv4 unicast; } announce { afi 7 { safi "
	    "8 0x01 next-hop self; } }"), 3, 45,
	    "afi 7 safi 8 is not in the family block");
}

/* By this configuration and those before. */
static void
all_can_be_taken(void **state)
{
	char text[2048], lines[1024];
	struct wbuf w;
	struct parsed p;
	unsigned i;

	(void)state;
	family_others_mode(OTHERS_GIVEN);
	wbuf_fixed(&w, lines, sizeof(lines));
	for (i = 1; family_others_left(); i++) {
		wbuf_printf(&w, "afi 900 safi %u;", i);
		(void)family_by_number(900, (uint8_t)i);
	}
	wbuf_u8(&w, '\0');
	snprintf(text, sizeof(text), NEIGHBOR("family { %s\nafi 901 safi 1; "
	    "}"), lines);
	refuses(text, 4, 14, "afi 901 safi 1: there are 16 families by "
	    "number already, counting those of configurations since bgpd was "
	    "started");
	snprintf(text, sizeof(text), NEIGHBOR("family { %s }"), lines);
	parse(&p, text);
	assert_int_equal(p.errors, 0);
	parsed_free(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(are_checked),
		cmocka_unit_test(an_image_tells_of_them),
		cmocka_unit_test(a_contradiction_is_refused),
		cmocka_unit_test(a_second_record_is_refused),
		cmocka_unit_test(words_say_what_is_wrong),
		cmocka_unit_test(are_taken_at_the_end),
		cmocka_unit_test(all_can_be_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
