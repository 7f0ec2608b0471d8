/* SPDX-License-Identifier: ISC */
/* The writer: equal sets are one; the image is sealed. */
#include "conf_helper.h"

static void
sets_are_interned(void **state)
{
	struct conf_writer *w = conf_writer_new();
	uint8_t a[3] = { 0x40, 1, 0 };
	uint16_t ids[2] = { 1, 2 };
	unsigned i;

	(void)state;
	assert_int_equal(conf_writer_attrs(w, a, 3), 1);
	assert_int_equal(conf_writer_attrs(w, NULL, 0), 2);
	assert_int_equal(conf_writer_attrs(w, a, 3), 1);
	for (i = 0; i < 1000; i++) {
		a[1] = (uint8_t)(i >> 8);
		a[2] = (uint8_t)i;
		assert_int_equal(conf_writer_attrs(w, a, 3),
		    i == 256 ? 1 : i < 256 ? i + 3 : i + 2);
	}
	assert_int_equal(conf_writer_targets(w, ids, 2), 1);
	assert_int_equal(conf_writer_targets(w, ids, 1), 2);
	assert_int_equal(conf_writer_targets(w, ids, 2), 1);
	conf_writer_free(w);
}

static void
the_image_cannot_change(void **state)
{
	struct conf_writer *w = conf_writer_new();
	int fd = conf_writer_finish(w);

	(void)state;
	assert_int_not_equal(fd, -1);
	assert_int_equal(write(fd, "x", 1), -1);
	assert_int_equal(ftruncate(fd, 0), -1);
	assert_int_equal(ftruncate(fd, 1 << 20), -1);
	close(fd);
	conf_writer_free(w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sets_are_interned),
		cmocka_unit_test(the_image_cannot_change),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
