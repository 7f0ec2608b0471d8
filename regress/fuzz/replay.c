/* SPDX-License-Identifier: ISC */
/*
 * Feeds files to a fuzz target without a fuzzer, so that any compiler and any
 * sanitizer can go through the seeds.  Arguments are files and directories,
 * which are walked.  Each file is fed whole, and so is what is left of it when
 * its end is cut off, at every octet of a short one, at CUTS_MAX of a long one;
 * always in memory of exactly its size, for then a read one octet too far is
 * found.
 */
#include <sys/types.h>
#include <sys/stat.h>

#include <err.h>
#include <fts.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CUTS_MAX = 1024 };

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
feed_octets(const uint8_t *octets, size_t n)
{
	uint8_t *data = malloc(n > 0 ? n : 1);

	if (data == NULL)
		err(1, NULL);
	memcpy(data, octets, n);
	(void)LLVMFuzzerTestOneInput(data, n);
	free(data);
}

static void
feed(const char *path, off_t size)
{
	size_t n = (size_t)size, left, step = n / CUTS_MAX + 1;
	uint8_t *data = malloc(n > 0 ? n : 1);
	FILE *f = fopen(path, "rb");

	if (data == NULL || f == NULL || fread(data, 1, n, f) != n)
		err(1, "%s", path);
	fclose(f);
	printf("next %s\n", path);
	fflush(stdout);
	feed_octets(data, n);
	for (left = 0; left < n; left += step)
		feed_octets(data, left);
	printf("fed %s\n", path);
	free(data);
}

int
main(int argc, char **argv)
{
	unsigned long n = 0;
	FTSENT *e;
	FTS *fts;

	if (argc < 2)
		errx(1, "usage: replay FILE|DIRECTORY ...");
	fts = fts_open(argv + 1, FTS_LOGICAL | FTS_NOCHDIR, NULL);
	if (fts == NULL)
		err(1, "fts_open");
	while ((e = fts_read(fts)) != NULL) {
		if (e->fts_info == FTS_F) {
			feed(e->fts_accpath, e->fts_statp->st_size);
			n++;
		} else if (e->fts_info == FTS_NS || e->fts_info == FTS_DNR)
			errx(1, "%s: cannot be read", e->fts_path);
	}
	fts_close(fts);
	printf("%lu files\n", n);
	return 0;
}
