/* SPDX-License-Identifier: ISC */
/*
 * NLRI of families that are no IP prefixes.  The first octet says the family,
 * and with FUZZ_WITHDRAWN that it is about withdraws; the rest is a run of
 * NLRI: each that is taken has octets that are read as it, words that make the
 * same key, an object in events and a line.  With FUZZ_WORDS the rest is words
 * instead, divided at blanks.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/path/nlri_help.h"

enum { FUZZ_FAMILY = 0x3f, FUZZ_WITHDRAWN = 0x40, FUZZ_WORDS = 0x80 };

/* exact: words can say all that is carried. */
static const struct {
	const struct nlri_row	*row;
	enum family		 f;
	bool			 exact;
} families[] = {
	{ &nlri_labelled, FAMILY_IPV4_LABELLED, false },
	{ &nlri_labelled_ipv6, FAMILY_IPV6_LABELLED, false },
	{ &nlri_vpn, FAMILY_IPV4_VPN, false },
	{ &nlri_vpn_ipv6, FAMILY_IPV6_VPN, false },
	{ &nlri_vpn, FAMILY_IPV4_VPN_MULTICAST, true },
	{ &nlri_vpn_ipv6, FAMILY_IPV6_VPN_MULTICAST, true },
	{ &nlri_vpls, FAMILY_VPLS, false },
};

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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
	char text[MADE_TEXT] = "";
	struct text_error e;

	if (size >= sizeof(text))
		return;
	if (size > 0)
		memcpy(text, data, size);
	if (made_words(m, text, !withdrawn, &e) == 0)
		must_hold(m, true, !withdrawn);
	else if (e.msg[0] == '\0')
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	bool withdrawn;
	struct made m;
	struct rbuf b;
	unsigned i;

	if (size == 0)
		return 0;
	i = data[0] & FUZZ_FAMILY;
	withdrawn = (data[0] & FUZZ_WITHDRAWN) != 0;
	if (i >= sizeof(families) / sizeof(families[0]))
		return 0;
	made_init(&m, families[i].row, families[i].f);
	if ((data[0] & FUZZ_WORDS) != 0) {
		feed_words(&m, data + 1, size - 1, withdrawn);
		return 0;
	}
	b = rbuf_of(data + 1, size - 1);
	while (b.left > 0 && made_read(&m, &b, withdrawn) == 0) {
		must_hold(&m, families[i].exact, !withdrawn);
		made_init(&m, m.row, m.f);
	}
	return 0;
}
