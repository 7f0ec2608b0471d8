/* SPDX-License-Identifier: ISC */
/*
 * NLRI that are no IP prefixes, by their rows.  The first octet says the AFI,
 * the second is the SAFI, the rest is a run of NLRI, with FUZZ_WITHDRAWN of
 * those that are withdrawn: each that is taken has octets that are read as it,
 * words that make the same key, an object and a line in events.  With
 * FUZZ_WORDS the rest is words instead, divided at blanks.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/path/nlri_help.h"

enum { FUZZ_AFI = 0x03, FUZZ_WITHDRAWN = 0x40, FUZZ_WORDS = 0x80 };
enum { INPUT_MAX = 70000 };

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/*
 * Do words say all that is carried?  A label comes with its traffic class and
 * the bottom of a stack, which have none.
 */
static bool
is_exact(const struct nlri_row *row)
{
	return row != &nlri_labelled && row != &nlri_labelled_ipv6 &&
	    row != &nlri_vpn && row != &nlri_vpn_ipv6 && row != &nlri_vpls;
}

static void
must_hold(const struct made *m, bool exact, bool whole)
{
	const char *why = made_check(m, exact, whole);

	if (why == NULL)
		return;
	fprintf(stderr, "%s\n", why);
	abort();
}

static void
feed_words(struct made *m, const uint8_t *data, size_t size, bool withdrawn)
{
	char *text = calloc(1, size + 1);
	struct text_error e;

	if (size > 0)
		memcpy(text, data, size);
	if (made_words(m, text, !withdrawn, &e) == 0)
		must_hold(m, true, !withdrawn);
	else if (e.msg[0] == '\0')
		abort();
	free(text);
}

/* SAFI 255 is of none that is known. */
static enum family
family_of(uint8_t afi, uint8_t safi)
{
	static const uint16_t afis[FUZZ_AFI + 1] = { 1, 2, 25, 16388 };

	(void)family_others_set(FAMILY_OTHER_FIRST, 1, UINT8_MAX);
	return family_by_number(afis[afi & FUZZ_AFI], safi);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct nlri_row *row;
	bool withdrawn;
	struct made m;
	struct rbuf b;
	enum family f;
	int r = 0;

	if (size < 2 || size > INPUT_MAX)
		return 0;
	f = family_of(data[0], data[1]);
	withdrawn = (data[0] & FUZZ_WITHDRAWN) != 0;
	row = nlri_row(f);
	if (row == NULL)
		return 0;
	made_init(&m, row, f);
	if ((data[0] & FUZZ_WORDS) != 0) {
		feed_words(&m, data + 2, size - 2, withdrawn);
		return 0;
	}
	b = rbuf_of(data + 2, size - 2);
	while (b.left > 0 && r >= 0) {
		made_init(&m, row, f);
		r = made_read(&m, &b, withdrawn);
		if (r == 0)
			must_hold(&m, is_exact(row), !withdrawn);
	}
	return 0;
}
