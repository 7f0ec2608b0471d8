/* SPDX-License-Identifier: ISC */
/*
 * Communities (RFC 1997), extended (RFC 4360), large (RFC 8092), IPv6 extended
 * (RFC 5701), and CLUSTER_LIST (RFC 4456): checks (RFC 7606 7.8, 7.10, 7.14).
 * What is received keeps its order, so that it compares equal with what
 * others say that they received; what is written from text is sorted.
 */
#include <stdlib.h>
#include <string.h>

#include "path/attr_community.h"

enum {
	LARGE_MAX = 65535 / LARGE_COMMUNITY_SIZE,
	LARGE_FEW = 16,		/* up to here every pair is compared */
};

static const char *
units_check(struct rbuf v, size_t unit)
{
	return v.left % unit == 0 ? NULL : "length is not a multiple";
}

const char *
attr_units4_check(struct rbuf v, const struct attr_profile *p)
{
	(void)p;
	return units_check(v, 4);
}

const char *
attr_units8_check(struct rbuf v, const struct attr_profile *p)
{
	(void)p;
	return units_check(v, 8);
}

const char *
attr_units12_check(struct rbuf v, const struct attr_profile *p)
{
	(void)p;
	return units_check(v, 12);
}

const char *
attr_units20_check(struct rbuf v, const struct attr_profile *p)
{
	(void)p;
	return units_check(v, 20);
}

static const uint8_t *
large(const uint8_t *p, size_t i)
{
	return p + i * LARGE_COMMUNITY_SIZE;
}

/* As numbers: a message of 65,000 octets is to be done in a slice. */
struct large_key {
	uint64_t	high;
	uint32_t	low;
	uint32_t	at;
};

/* By value, then by place: the first of equals comes first. */
static int
large_cmp(const void *a, const void *b)
{
	const struct large_key *x = a, *y = b;

	if (x->high != y->high)
		return x->high < y->high ? -1 : 1;
	if (x->low != y->low)
		return x->low < y->low ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

/* Marks in dup what equals an earlier one; returns how many. */
static size_t
large_duplicates(struct rbuf v, bool dup[LARGE_MAX])
{
	struct large_key keys[LARGE_MAX], *k;
	size_t n = 0, i, found = 0;

	for (k = keys; n < LARGE_MAX && rbuf_u64(&v, &k->high) == 0 &&
	    rbuf_u32(&v, &k->low) == 0; k++) {
		k->at = (uint32_t)n;
		dup[n++] = false;
	}
	qsort(keys, n, sizeof(keys[0]), large_cmp);
	for (i = 1; i < n; i++)
		if (keys[i].high == keys[i - 1].high &&
		    keys[i].low == keys[i - 1].low) {
			dup[keys[i].at] = true;
			found++;
		}
	return found;
}

bool
attr_large_differs(struct rbuf v)
{
	bool dup[LARGE_MAX];
	size_t n = v.left / LARGE_COMMUNITY_SIZE, i, j;

	if (n > LARGE_FEW)
		return large_duplicates(v, dup) > 0;
	for (i = 1; i < n; i++)
		for (j = 0; j < i; j++)
			if (memcmp(large(v.p, i), large(v.p, j),
			    LARGE_COMMUNITY_SIZE) == 0)
				return true;
	return false;
}

void
attr_large_rewrite(struct wbuf *w, struct rbuf v)
{
	bool dup[LARGE_MAX];
	size_t n = v.left / LARGE_COMMUNITY_SIZE, i;

	large_duplicates(v, dup);
	for (i = 0; i < n; i++)
		if (!dup[i])
			wbuf_bytes(w, large(v.p, i), LARGE_COMMUNITY_SIZE);
}

static int
unit_cmp(const void *a, const void *b, void *unit)
{
	return memcmp(a, b, *(size_t *)unit);
}

size_t
attr_unit(uint8_t type)
{
	static const uint8_t sizes[UINT8_MAX + 1] = {
		[ATTR_COMMUNITIES] = COMMUNITY_SIZE,
		[ATTR_EXT_COMMUNITIES] = EXT_COMMUNITY_SIZE,
		[ATTR_IPV6_EXT_COMMUNITIES] = IPV6_EXT_COMMUNITY_SIZE,
		[ATTR_LARGE_COMMUNITIES] = LARGE_COMMUNITY_SIZE,
	};

	return sizes[type];
}

void
units_order(uint8_t *p, size_t len, size_t unit)
{
	qsort_r(p, len / unit, unit, unit_cmp, &unit);
}

size_t
units_sort(uint8_t *p, size_t len, size_t unit)
{
	size_t i, kept = 0, n = len / unit;

	units_order(p, len, unit);
	for (i = 0; i < n; i++) {
		if (kept > 0 && memcmp(p + (kept - 1) * unit, p + i * unit,
		    unit) == 0)
			continue;
		memmove(p + kept * unit, p + i * unit, unit);
		kept++;
	}
	return kept * unit;
}
