/* SPDX-License-Identifier: ISC */
/*
 * A set of attributes from a neighbour: checked under each profile, and what
 * is kept is canonical: checked again it is the same.  The first octet chooses
 * the profile.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "path/attr.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
same(struct rbuf a, struct rbuf b)
{
	if (a.left != b.left || (a.left > 0 && memcmp(a.p, b.p, a.left) != 0))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct attr_profile p, again;
	struct attr_summary sum, sum2;
	struct attr_report why;
	struct wbuf canon, canon2, text;
	enum outcome o;

	if (size < 1 || size > 65536)
		return 0;
	p = (struct attr_profile){ .ebgp = data[0] & 1,
	    .as4 = data[0] >> 1 & 1, .confed = data[0] >> 2 & 1,
	    .reject_as_set = data[0] >> 3 & 1, .aigp = data[0] >> 4 & 1,
	    .prefix_sid = data[0] >> 5 & 1 };
	wbuf_growable(&canon, 1 << 20);
	wbuf_growable(&canon2, 1 << 20);
	wbuf_growable(&text, 1 << 24);
	o = attr_set_check(rbuf_of(data + 1, size - 1), &p, &canon, &sum,
	    &why);
	if (o != why.outcome || (o != OUTCOME_OK && why.why == NULL))
		abort();
	if (o <= OUTCOME_ATTR_DISCARD) {
		again = p;
		again.as4 = 1;
		if (attr_set_check(wbuf_view(&canon), &again, &canon2, &sum2,
		    &why) != OUTCOME_OK)
			abort();
		same(wbuf_view(&canon), wbuf_view(&canon2));
		if (memcmp(&sum, &sum2, sizeof(sum)) != 0)
			abort();
		attr_set_print(&text, wbuf_view(&canon));
		if (text.failed)
			abort();
	} else if (canon.len != 0)
		abort();
	wbuf_free(&canon);
	wbuf_free(&canon2);
	wbuf_free(&text);
	return 0;
}
