/* SPDX-License-Identifier: ISC */
/* An image made of another one: who goes, who comes, and what routes say. */
#include "conf_helper.h"

#include "config/conf_amend.h"

#define N(addr, more)							\
	"neighbor " addr " { router-id 192.0.2.9; local-address 192.0.2.9; " \
	"local-as 64496; peer-as 64497; " more " }\n"

#define SAYS "operational { adm afi ipv4 safi unicast advisory x; } "

static char refused[512];

static void
refuse(void *arg, const struct conf_neighbor *n, const char *why)
{
	char buf[ADDR_TEXT];

	(void)arg;
	snprintf(refused + strlen(refused), sizeof(refused) -
	    strlen(refused), "%s: %s\n",
	    addr_print(&n->remote, buf, sizeof(buf)), why);
}

/* As parse(): out has the image. */
static void
amend(struct parsed *out, const struct parsed *base, const uint8_t *gone,
    const struct parsed *add, const struct parsed *old)
{
	const struct conf_amend a = {
		.gone = gone, .add = add != NULL ? &add->img : NULL,
		.old = old != NULL ? &old->img : NULL, .refuse = refuse,
	};
	struct conf_writer *w = conf_writer_new();
	char why[128];

	refused[0] = '\0';
	memset(out, 0, sizeof(*out));
	assert_int_equal(conf_amend(&base->img, &a, w), 0);
	out->fd = conf_writer_finish(w);
	assert_int_not_equal(out->fd, -1);
	conf_writer_free(w);
	if (conf_image_open(out->fd, &out->img, why, sizeof(why)) == -1 ||
	    conf_image_check_routes(&out->img, why, sizeof(why)) == -1)
		fail_msg("the image is refused: %s", why);
}

static struct conf_neighbor
find(const struct parsed *p, const char *addr)
{
	struct conf_neighbor n;
	struct rbuf body;
	struct addr a;
	size_t at = 0;
	int type;

	assert_int_equal(addr_parse(addr, &a), 0);
	while ((type = conf_image_next(&p->img, &at, &body)) != 0)
		if (type == CONF_NEIGHBOR &&
		    rbuf_host(&body, &n, sizeof(n)) == 0 &&
		    addr_eq(&n.remote, &a))
			return n;
	n.id = 0;
	return n;
}

static size_t
count(const struct parsed *p, enum conf_record what)
{
	struct rbuf body;
	size_t at = 0, n = 0;
	int type;

	while ((type = conf_image_next(&p->img, &at, &body)) != 0)
		n += type == (int)what;
	return n;
}

static void
copies_when_nothing_changes(void **state)
{
	struct parsed base, out;

	(void)state;
	parse(&base, "process p { run /bin/x; }\nlisten 192.0.2.9;\n"
	    N("192.0.2.1", "api { processes p; } static { "
	    "route 10.0.0.0/8 next-hop self; "
	    "route 10.1.0.0/16 next-hop self med 5; }")
	    N("192.0.2.2", ""));
	assert_int_equal(base.errors, 0);
	amend(&out, &base, NULL, NULL, NULL);
	assert_int_equal(out.img.size, base.img.size);
	assert_memory_equal(out.img.base, base.img.base, base.img.size);
	parsed_free(&out);
	parsed_free(&base);
}

/* Routes for two, for one, and for who has gone. */
static void
takes_some_away(void **state)
{
	struct parsed base, out;
	uint8_t gone[(CONF_ID_MAX + 1) / 8] = { 0 };
	uint32_t id;

	(void)state;
	parse(&base, "process p { run /bin/x; }\n"
	    "template { neighbor t { static { "
	    "route 10.0.0.0/8 next-hop self; } } }\n"
	    N("192.0.2.1", "inherit t; api { processes p; } " SAYS "static { "
	    "route 10.1.0.0/16 next-hop self med 5; }")
	    N("192.0.2.2", "inherit t; static { "
	    "route 10.2.0.0/16 next-hop self med 7; }"));
	assert_int_equal(base.errors, 0);
	assert_int_equal(base.img.nroutes, 3);
	id = find(&base, "192.0.2.1").id;
	gone[id / 8] = (uint8_t)(1 << id % 8);
	amend(&out, &base, gone, NULL, NULL);
	assert_int_equal(out.img.nneighbors, 1);
	assert_int_equal(out.img.nroutes, 2);
	assert_int_equal(find(&out, "192.0.2.1").id, 0);
	assert_int_equal(find(&out, "192.0.2.2").id,
	    find(&base, "192.0.2.2").id);
	assert_int_equal(count(&out, CONF_API), 0);
	assert_int_equal(count(&out, CONF_OPERATIONAL), 0);
	assert_int_equal(count(&out, CONF_PROCESS), 1);
	parsed_free(&out);
	parsed_free(&base);
}

static void
brings_some(void **state)
{
	struct parsed base, add, first, again, file;
	struct conf_neighbor n;

	(void)state;
	parse(&base, N("192.0.2.1", ""));
	parse(&add, "process p { run /bin/x; }\n"
	    N("192.0.2.3", "api { processes p; } " SAYS) N("192.0.2.1", "")
	    N("198.51.100.0/24", "passive;"));
	assert_int_equal(add.errors, 0);
	amend(&first, &base, NULL, &add, NULL);
	assert_int_equal(first.img.nneighbors, 2);
	assert_int_equal(count(&first, CONF_API), 1);
	assert_int_equal(count(&first, CONF_OPERATIONAL), 1);
	assert_int_equal(count(&first, CONF_PROCESS), 0);
	assert_non_null(strstr(refused,
	    "192.0.2.1: it is configured already"));
	assert_non_null(strstr(refused, "198.51.100.0: a range"));
	n = find(&first, "192.0.2.3");
	assert_int_not_equal(n.id, 0);
	assert_int_not_equal(n.id, find(&base, "192.0.2.1").id);
	/* The file is read again, with one more: each keeps its id. */
	parse_over(&file, N("192.0.2.7", "") N("192.0.2.1", ""),
	    2 * strlen(N("192.0.2.7", "")), &first.img);
	assert_int_equal(file.errors, 0);
	amend(&again, &file, NULL, &add, &first);
	assert_int_equal(again.img.nneighbors, 3);
	assert_int_equal(find(&again, "192.0.2.3").id, n.id);
	assert_int_equal(find(&again, "192.0.2.1").id,
	    find(&base, "192.0.2.1").id);
	assert_int_not_equal(find(&again, "192.0.2.7").id, n.id);
	parsed_free(&again);
	parsed_free(&file);
	parsed_free(&first);
	parsed_free(&add);
	parsed_free(&base);
}

/* What comes may have a family by number that nobody had. */
static void
families_by_number_come_too(void **state)
{
	struct parsed base, add, out;
	struct conf_neighbor n;

	(void)state;
	parse(&base, N("192.0.2.1", "family { afi 16397 safi 99; }"));
	parse(&add, N("192.0.2.2", "family { afi 16397 safi 98; }"));
	amend(&out, &base, NULL, &add, NULL);
	assert_string_equal(refused, "");
	assert_int_equal(count(&out, CONF_OTHERS), 1);
	n = find(&out, "192.0.2.2");
	assert_int_equal(n.families[0], family_by_number(16397, 98));
	n = find(&out, "192.0.2.1");
	assert_int_equal(n.families[0], family_by_number(16397, 99));
	parsed_free(&out);
	parsed_free(&add);
	parsed_free(&base);
}

static void
keeps_out_of_keyed_ranges(void **state)
{
	struct parsed base, add, out;

	(void)state;
	parse(&base, N("192.0.2.0/24", "passive; md5-password x;"));
	assert_int_equal(base.errors, 0);
	parse(&add, N("192.0.2.3", ""));
	amend(&out, &base, NULL, &add, NULL);
	assert_int_equal(out.img.nneighbors, 1);
	assert_non_null(strstr(refused, "password"));
	parsed_free(&out);
	parsed_free(&add);
	parsed_free(&base);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copies_when_nothing_changes),
		cmocka_unit_test(takes_some_away),
		cmocka_unit_test(brings_some),
		cmocka_unit_test(families_by_number_come_too),
		cmocka_unit_test(keeps_out_of_keyed_ranges),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
