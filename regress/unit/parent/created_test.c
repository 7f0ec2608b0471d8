/* SPDX-License-Identifier: ISC */
/* What is remembered of created neighbours, and until when. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "created.h"

static void
add(struct created *cr, const struct config *c, const char *addr,
    const char *process)
{
	struct create_words w = { .nprocesses = 1 };
	char block[128];

	assert_int_equal(addr_parse(addr, &w.remote), 0);
	(void)snprintf(w.processes[0], CONF_NAME_MAX, "%s", process);
	(void)snprintf(block, sizeof(block), "neighbor %s { }\n", addr);
	created_add(cr, c, &w, block, strlen(block));
}

static void
says_all_as_text(void **state)
{
	struct conf_neighbor v[] = { { .id = 1, .created = 1 },
	    { .id = 2, .created = 1 }, { .id = 3 } };
	struct config c = { .neighbors = v, .nneighbors = 3 };
	struct created *cr = created_new();
	struct wbuf w;

	(void)state;
	(void)addr_parse("192.0.2.1", &v[0].remote);
	(void)addr_parse("192.0.2.2", &v[1].remote);
	(void)addr_parse("192.0.2.3", &v[2].remote);
	wbuf_growable(&w, 4096);
	created_text(cr, &w);
	assert_int_equal(w.len, 0);
	add(cr, &c, "192.0.2.1", "a");
	add(cr, &c, "192.0.2.2", "a");
	add(cr, &c, "192.0.2.3", "a");		/* the file's */
	add(cr, &c, "192.0.2.4", "a");		/* nobody */
	created_text(cr, &w);
	wbuf_u8(&w, '\0');
	assert_string_equal(w.p, "process a { run /x; may none; }\n"
	    "neighbor 192.0.2.1 { }\nneighbor 192.0.2.2 { }\n");
	/* One is gone, the other is the file's now. */
	v[0].created = 0;
	created_settle(cr, &c);
	wbuf_reset(&w);
	created_text(cr, &w);
	wbuf_u8(&w, '\0');
	assert_string_equal(w.p, "process a { run /x; may none; }\n"
	    "neighbor 192.0.2.2 { }\n");
	c.nneighbors = 1;
	created_settle(cr, &c);
	wbuf_reset(&w);
	created_text(cr, &w);
	assert_int_equal(w.len, 0);
	assert_false(created_full(cr));
	wbuf_free(&w);
	created_free(cr);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_all_as_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
