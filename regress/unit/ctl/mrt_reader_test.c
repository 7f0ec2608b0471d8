/* SPDX-License-Identifier: ISC */
/*
 * Records out of real files and pipes, whole, cut, longer than the buffer, or
 * compressed; a compressed one that is cut is said to be.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/wbuf.h"
#include "mrt_reader.h"

static void
put_record(struct wbuf *w, uint32_t len, uint8_t fill)
{
	uint8_t *p;

	wbuf_u32(w, 1000);
	wbuf_u16(w, 13);
	wbuf_u16(w, 2);
	wbuf_u32(w, len);
	p = wbuf_reserve(w, len);
	assert_non_null(p);
	if (len > 0)
		memset(p, fill, len);
}

static void
save(const char *path, const void *p, size_t n)
{
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(p, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

static void
make_name(char name[32])
{
	static const char template[] = "/tmp/mrt_reader.XXXXXX";
	int fd;

	memcpy(name, template, sizeof(template));
	fd = mkstemp(name);
	assert_int_not_equal(fd, -1);
	(void)close(fd);
}

/* How it ends, and how many records and octets there were. */
static enum mrt_next
read_file(const char *path, uint64_t *records, size_t *octets)
{
	struct mrt_record record;
	struct mrt_reader r;
	struct mrt_file f;
	enum mrt_next next;

	*records = *octets = 0;
	assert_int_equal(mrt_file_open(&f, path), 0);
	mrt_reader_init(&r, &f);
	while ((next = mrt_reader_next(&r, &record)) == MRT_NEXT) {
		assert_int_equal(record.type, 13);
		assert_int_equal(record.subtype, 2);
		assert_int_equal(record.number, ++*records);
		*octets += record.body.left;
		if (record.body.left > 0)
			assert_int_equal(
			    record.body.p[record.body.left - 1],
			    (uint8_t)record.number);
	}
	if (next == MRT_END && mrt_file_end(&f) == -1)
		next = MRT_ERROR;
	mrt_reader_free(&r);
	mrt_file_close(&f);
	return next;
}

static void
reads_to_the_last_whole_record(void **state)
{
	char name[32];
	struct wbuf w;
	uint64_t n;
	size_t octets;

	(void)state;
	make_name(name);
	wbuf_growable(&w, 64 * 1024 * 1024);
	put_record(&w, 0, 1);
	put_record(&w, 5, 2);
	put_record(&w, 1024 * 1024, 3);	/* more than a piece */
	put_record(&w, 7, 4);
	save(name, w.p, w.len);
	assert_int_equal(read_file(name, &n, &octets), MRT_END);
	assert_int_equal(n, 4);
	assert_int_equal(octets, 5 + 1024 * 1024 + 7);
	save(name, w.p, w.len - 1);
	assert_int_equal(read_file(name, &n, &octets), MRT_CUT);
	assert_int_equal(n, 3);
	save(name, w.p, 12 + 11);	/* inside a header */
	assert_int_equal(read_file(name, &n, &octets), MRT_CUT);
	assert_int_equal(n, 1);
	save(name, w.p, 0);
	assert_int_equal(read_file(name, &n, &octets), MRT_END);
	wbuf_reset(&w);
	put_record(&w, 0, 1);
	wbuf_bytes(&w, "\0\0\0\0\0\15\0\2\377\377\377\377", 12);
	save(name, w.p, w.len);
	assert_int_equal(read_file(name, &n, &octets), MRT_TOO_LONG);
	assert_int_equal(n, 1);
	wbuf_free(&w);
	(void)unlink(name);
}

static void
run(const char *how, const char *name)
{
	char line[128];

	(void)snprintf(line, sizeof(line), "cat %s | %s > %s.z", name, how,
	    name);
	assert_int_equal(system(line), 0);
}

static void
decompresses(void **state)
{
	char name[32], packed[40];
	struct wbuf w;
	struct mrt_file f;
	uint64_t n;
	size_t octets;
	uint8_t i;

	(void)state;
	make_name(name);
	wbuf_growable(&w, 1024 * 1024);
	for (i = 1; i <= 100; i++)
		put_record(&w, 1000, i);
	save(name, w.p, w.len);
	wbuf_free(&w);
	(void)snprintf(packed, sizeof(packed), "%s.z", name);
	run("gzip -c", name);
	assert_int_equal(read_file(packed, &n, &octets), MRT_END);
	assert_int_equal(n, 100);
	run("bzip2 -c", name);
	assert_int_equal(read_file(packed, &n, &octets), MRT_END);
	assert_int_equal(n, 100);
	/* A compressed file that is cut is told by its program. */
	run("gzip -c | head -c 100", name);
	assert_int_not_equal(read_file(packed, &n, &octets), MRT_END);
	/* One that is not read to its end does not hang. */
	run("gzip -c", name);
	assert_int_equal(mrt_file_open(&f, packed), 0);
	mrt_file_close(&f);
	(void)unlink(name);
	(void)unlink(packed);
}

static void
reads_standard_input(void **state)
{
	struct wbuf w;
	uint64_t n;
	size_t octets;
	int pair[2], in;
	struct mrt_file f;

	(void)state;
	in = dup(STDIN_FILENO);
	wbuf_growable(&w, 4096);
	put_record(&w, 3, 1);
	assert_int_equal(pipe(pair), 0);
	assert_int_equal(write(pair[1], w.p, w.len), (ssize_t)w.len);
	(void)close(pair[1]);
	assert_int_equal(dup2(pair[0], STDIN_FILENO), STDIN_FILENO);
	assert_int_equal(read_file("-", &n, &octets), MRT_END);
	assert_int_equal(n, 1);
	(void)close(pair[0]);
	/* What is compressed there cannot be handed on. */
	assert_int_equal(pipe(pair), 0);
	assert_int_equal(write(pair[1], "\37\213\10\0\0\0\0", 7), 7);
	(void)close(pair[1]);
	assert_int_equal(dup2(pair[0], STDIN_FILENO), STDIN_FILENO);
	assert_int_equal(mrt_file_open(&f, "-"), -1);
	assert_non_null(strstr(f.why, "gzip -dc |"));
	(void)close(pair[0]);
	assert_int_equal(mrt_file_open(&f, "/nonexistent"), -1);
	assert_int_equal(mrt_file_open(&f, "/"), -1);
	wbuf_free(&w);
	if (in != -1) {
		(void)dup2(in, STDIN_FILENO);
		(void)close(in);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_to_the_last_whole_record),
		cmocka_unit_test(decompresses),
		cmocka_unit_test(reads_standard_input),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
