/* SPDX-License-Identifier: ISC */
/*
 * A neighbour with 2-octet AS numbers carries the real ones beside them, in
 * AS4_PATH and AS4_AGGREGATOR.  RFC 6793 4.2.3 says when they are believed:
 * not when both aggregators are there and AGGREGATOR has another AS than
 * AS_TRANS, and AS4_PATH not when it is longer than AS_PATH.
 */
#include "bgp/message.h"
#include "path/as4_merge.h"
#include "path/aspath.h"

const char *
attr_as4_path_check(struct rbuf v, const struct attr_profile *p)
{
	(void)p;
	return aspath_check(v, 4, false);
}

static uint32_t
aggregator_as16(const struct attr *a)
{
	return (uint32_t)a->value.p[0] << 8 | a->value.p[1];
}

/*
 * Both aggregators are there and the old one is not AS_TRANS: it was rewritten
 * by an old speaker behind those that knew.
 */
static bool
as4_is_stale(const struct old_as *old)
{
	return old->aggregator != NULL && old->as4_aggregator != NULL &&
	    aggregator_as16(old->aggregator) != AS_TRANS;
}

static void
copy_segment(struct aspath_writer *pw, const struct aspath_segment *s,
    unsigned width, unsigned count)
{
	unsigned i;

	if (s->type != AS_SEQUENCE)
		aspath_writer_close(pw);
	for (i = 0; i < count; i++)
		aspath_writer_put(pw, s->type, aspath_as(s, width, i));
	if (s->type != AS_SEQUENCE)
		aspath_writer_close(pw);
}

/* Segments of the 2-octet path until `lead` numbers are counted. */
static void
copy_lead(struct aspath_writer *pw, struct rbuf path, unsigned lead)
{
	struct aspath_segment s;
	unsigned n;

	while (aspath_next(&path, 2, &s) == 1) {
		n = s.count;
		if (s.type == AS_SEQUENCE) {
			n = n < lead ? n : lead;
			lead -= n;
		} else if (s.type == AS_SET) {
			if (lead == 0)
				return;
			lead--;
		}
		if (n == 0)
			return;
		copy_segment(pw, &s, 2, n);
	}
}

void
as4_widen_path(struct wbuf *w, const struct old_as *old)
{
	struct rbuf path = old->path->value, as4;
	struct aspath_writer pw;
	struct aspath_segment s;
	unsigned n2, n4 = 0;

	n2 = aspath_length(path, 2);
	if (old->as4_path != NULL && !as4_is_stale(old))
		n4 = aspath_length(old->as4_path->value, 4);
	aspath_writer_init(&pw, w);
	if (n4 == 0 || n4 > n2) {
		while (aspath_next(&path, 2, &s) == 1) {
			aspath_writer_close(&pw);
			copy_segment(&pw, &s, 2, s.count);
		}
		return;
	}
	copy_lead(&pw, path, n2 - n4);
	as4 = old->as4_path->value;
	while (aspath_next(&as4, 4, &s) == 1)
		if (!aspath_type_is_confed(s.type))	/* RFC 6793 6 */
			copy_segment(&pw, &s, 4, s.count);
}

void
as4_widen_aggregator(struct wbuf *w, const struct old_as *old)
{
	struct rbuf v = old->aggregator->value;

	if (old->as4_aggregator != NULL && !as4_is_stale(old)) {
		wbuf_bytes(w, old->as4_aggregator->value.p, 8);
		return;
	}
	wbuf_u32(w, aggregator_as16(old->aggregator));
	wbuf_bytes(w, v.p + 2, 4);
}
