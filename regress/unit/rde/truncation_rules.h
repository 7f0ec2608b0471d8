/* SPDX-License-Identifier: ISC */
/*
 * What is left of an attribute when octets are cut off its end, as the tables
 * of the RFCs have it and apart from the code that is tested: when the rest is
 * well formed, and what it costs when it is not (RFC 7606 7, and the document
 * of each attribute).
 */
#ifndef UNIT_RDE_TRUNCATION_RULES_H
#define UNIT_RDE_TRUNCATION_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bgp/offence.h"

/* Whose message it is. */
struct rule_session {
	bool	ebgp;
	bool	as4;
};

struct attr_rule {
	uint8_t	cost;		/* enum offence_verdict; NONE: whatever */
	bool	(*fine)(const uint8_t *v, size_t n);
	size_t	unit;			/* without fine: times this, and some */
	size_t	size;			/* or this, no more, no less */
};

static inline size_t
rule_number(const uint8_t *v, unsigned octets)
{
	size_t n = 0;

	for (; octets > 0; octets--)
		n = n << 8 | *v++;
	return n;
}

/* Do TLVs with heads of so many octets end where it ends? */
static inline bool
rule_tlvs(const uint8_t *v, size_t n, unsigned type, unsigned len)
{
	size_t at = 0;

	while (n - at >= type + len)
		if ((at += type + len +
		    rule_number(v + at + type, len)) > n)
			return false;
	return at == n;
}

static inline bool
rule_path(const uint8_t *v, size_t n, size_t as)
{
	size_t at = 0;

	while (n - at >= 2)
		if ((at += 2 + as * v[at + 1]) > n)
			return false;
	return at == n;
}

static inline bool
fine_path(const uint8_t *v, size_t n)
{
	return rule_path(v, n, 4);
}

static inline bool
fine_old_path(const uint8_t *v, size_t n)
{
	return rule_path(v, n, 2);
}

static inline bool
fine_as4_path(const uint8_t *v, size_t n)
{
	return n > 0 && rule_path(v, n, 4);
}

static inline bool
fine_pmsi(const uint8_t *v, size_t n)
{
	static const uint8_t ids[8][2] = { [1] = { 12, 24 }, [3] = { 8, 32 },
	    [4] = { 8, 32 }, [5] = { 8, 32 }, [6] = { 4, 16 } };

	if (n < 5)
		return false;
	return v[1] > 7 || ids[v[1]][0] == 0 || n - 5 == ids[v[1]][0] ||
	    n - 5 == ids[v[1]][1];
}

/* RFC 9012 13: one tunnel that is well formed will do. */
static inline bool
fine_tunnels(const uint8_t *v, size_t n)
{
	size_t at, end, sub;
	bool fine = false;

	if (!rule_tlvs(v, n, 2, 2))
		return false;
	for (at = 0; at < n; at = end) {
		end = at + 4 + rule_number(v + at + 2, 2);
		for (sub = at + 4; sub + 2 <= end;)
			sub += v[sub] < 128 ? 2U + v[sub + 1] : sub + 3 > end ?
			    n : 3 + rule_number(v + sub + 1, 2);
		fine |= sub == end;
	}
	return fine;
}

/* Their length counts the head. */
static inline bool
fine_aigp(const uint8_t *v, size_t n)
{
	size_t at = 0;

	while (n - at >= 3)
		if ((at += rule_number(v + at + 1, 2)) > n)
			return false;
	return n > 0 && at == n;
}

static inline bool
fine_pe_labels(const uint8_t *v, size_t n)
{
	(void)v;
	return n > 0 && (n % 7 == 0 || n % 19 == 0);
}

static inline bool
fine_ls(const uint8_t *v, size_t n)
{
	return n > 0 && rule_tlvs(v, n, 2, 2);
}

static inline bool
fine_d_path(const uint8_t *v, size_t n)
{
	size_t at = 0;

	while (at < n)
		at += 1 + 7U * v[at];
	return n > 0 && at == n;
}

static inline bool
fine_bfd(const uint8_t *v, size_t n)
{
	return n >= 5 && rule_tlvs(v + 5, n - 5, 1, 1);
}

static inline bool
fine_nhc(const uint8_t *v, size_t n)
{
	return n >= 4 && n >= 4U + v[3] &&
	    rule_tlvs(v + 4 + v[3], n - 4 - v[3], 2, 2);
}

static inline bool
fine_prefix_sid(const uint8_t *v, size_t n)
{
	return n > 0 && rule_tlvs(v, n, 1, 2);
}

static inline bool
fine_attr_set(const uint8_t *v, size_t n)
{
	size_t at = 4;

	while (at + 2 < n)
		at += (v[at] & 0x10) == 0 ? 3U + v[at + 2] : at + 4 > n ? n :
		    4 + rule_number(v + at + 2, 2);
	return n >= 4 && at == n;
}

enum {
	AD = OFFENCE_ATTR_DISCARD, TAW = OFFENCE_TREAT_AS_WITHDRAW,
	NOTHING = OFFENCE_NONE,
};

static const struct attr_rule rules[256] = {
	[1] = { TAW, .size = 1 },
	[2] = { TAW, .fine = fine_path },
	[3] = { TAW, .size = 4 },
	[4] = { TAW, .size = 4 },
	[5] = { TAW, .size = 4 },
	[6] = { AD, .size = 0 },
	[7] = { AD, .size = 8 },
	[8] = { TAW, .unit = 4 },
	[9] = { TAW, .size = 4 },
	[10] = { TAW, .unit = 4 },
	[16] = { TAW, .unit = 8 },
	[17] = { AD, .fine = fine_as4_path },
	[18] = { AD, .size = 8 },
	[21] = { .cost = NOTHING },
	[22] = { TAW, .fine = fine_pmsi },
	[23] = { TAW, .fine = fine_tunnels },
	[24] = { TAW, .unit = 1 },
	[25] = { TAW, .unit = 20 },
	[26] = { AD, .fine = fine_aigp },
	[27] = { TAW, .fine = fine_pe_labels },
	[28] = { .cost = NOTHING },
	[29] = { AD, .fine = fine_ls },
	[32] = { TAW, .unit = 12 },
	[33] = { TAW, .unit = 1 },
	[35] = { TAW, .size = 4 },
	[36] = { TAW, .fine = fine_d_path },
	[37] = { .cost = NOTHING },
	[38] = { AD, .fine = fine_bfd },
	[39] = { AD, .fine = fine_nhc },
	[40] = { AD, .fine = fine_prefix_sid },
	[41] = { .cost = NOTHING },
	[128] = { TAW, .fine = fine_attr_set },
	[250] = { .cost = NOTHING },
};

/* What an attribute with these octets costs. */
static inline uint8_t
rule_cost(uint8_t type, const uint8_t *v, size_t n,
    const struct rule_session *s)
{
	static const struct attr_rule old_path = { TAW, .fine = fine_old_path },
	    old_aggregator = { AD, .size = 6 };
	const struct attr_rule *r = &rules[type];
	bool fine;

	/* of other sessions: discarded whatever it is */
	if (s->ebgp && (type == 5 || type == 9 || type == 10 || type == 40))
		return AD;
	if (s->as4 && (type == 17 || type == 18))
		return AD;
	if (!s->as4 && type == 2)
		r = &old_path;
	if (!s->as4 && type == 7)
		r = &old_aggregator;
	if (r->cost == NOTHING)
		return NOTHING;
	if (r->fine != NULL)
		fine = r->fine(v, n);
	else if (r->unit > 0)
		fine = n > 0 && n % r->unit == 0;
	else
		fine = n == r->size;
	return fine ? NOTHING : r->cost;
}

#endif
