/* SPDX-License-Identifier: ISC */
/*
 * Judging a set of attributes and bringing it into canonical form: one walk
 * that checks what holds for all (flags, length 0, duplicates) and then asks
 * the table's row (RFC 7606).  Most sets arrive canonical already and are
 * copied as they stand.
 */
#include <string.h>

#include "bgp/message.h"
#include "path/as4_merge.h"
#include "path/aspath.h"
#include "path/attr_row.h"
#include "path/attr_wire.h"

enum { SUBCODE_LIST = 1, SUBCODE_UNKNOWN = 2, SUBCODE_FLAGS = 4 };

/* The walk: what is kept of the set, and what became of the rest. */
struct walk {
	const struct attr_profile *p;
	struct attr_report	*why;
	uint64_t		 seen[4];	/* bit per type */
	struct attr		 kept[256];	/* flags as canonical */
	unsigned		 nkept;
	unsigned		 last;		/* type of the last kept */
	bool			 as_is;		/* raw is canonical so far */
};

static void
note(struct walk *k, const struct attr *a, enum outcome o, uint8_t subcode,
    const char *text)
{
	if (o <= k->why->outcome)
		return;
	*k->why = (struct attr_report){
		.outcome = o,
		.type = a->type,
		.flags = a->flags,
		.notify_subcode = subcode,
		.why = text,
	};
}

static void
keep(struct walk *k, const struct attr *a, uint8_t flags)
{
	uint8_t wire = flags;

	if (a->value.left > 255)
		wire |= ATTR_EXTENDED;
	if (a->flags != wire || a->type <= k->last)
		k->as_is = false;
	k->last = a->type;
	k->kept[k->nkept++] = (struct attr){ .flags = flags,
	    .type = a->type, .value = a->value };
}

static void
judge_unknown(struct walk *k, const struct attr *a)
{
	const uint8_t mask = ATTR_OPTIONAL | ATTR_TRANSITIVE | ATTR_PARTIAL;

	if (a->type == 0)
		note(k, a, OUTCOME_ATTR_DISCARD, SUBCODE_LIST,
		    "type 0 is reserved");
	else if ((a->flags & ATTR_OPTIONAL) == 0)
		note(k, a, OUTCOME_TREAT_AS_WITHDRAW, SUBCODE_UNKNOWN,
		    "unknown well-known attribute");
	else if ((a->flags & ATTR_TRANSITIVE) != 0) {
		keep(k, a, a->flags & mask);
		return;
	}
	k->as_is = false;
}

/* NULL: well formed.  *o and *subcode say what it costs otherwise. */
static const char *
judge_row(const struct attr_row *row, const struct attr *a,
    const struct attr_profile *p, enum outcome *o, uint8_t *subcode)
{
	const uint8_t ot = ATTR_OPTIONAL | ATTR_TRANSITIVE;
	const char *text;

	*subcode = row->subcode;
	*o = OUTCOME_ATTR_DISCARD;
	if (row->from == ATTR_FROM_IBGP && p->ebgp && !p->confed)
		return "not taken from an external neighbour";
	if (row->from == ATTR_FROM_OLD && p->as4)
		return "not taken from a neighbour with 4-octet AS numbers";
	if ((a->flags & ot) != row->flags) {
		*o = (enum outcome)row->bad_flags;
		*subcode = SUBCODE_FLAGS;
		return "wrong optional or transitive flag";
	}
	*o = (enum outcome)row->malformed;
	if (a->value.left == 0 && !row->may_be_empty)
		return "empty";
	if (row->severe != NULL &&
	    (text = row->severe(a->value, p)) != NULL) {
		*o = OUTCOME_TREAT_AS_WITHDRAW;
		return text;
	}
	return row->check == NULL ? NULL : row->check(a->value, p);
}

static void
judge(struct walk *k, const struct attr *a)
{
	const struct attr_row *row = attr_row_get(a->type);
	uint64_t bit = (uint64_t)1 << (a->type & 63);
	const char *text;
	enum outcome o;
	uint8_t subcode, partial;

	if ((k->seen[a->type >> 6] & bit) != 0) {	/* RFC 7606 3g */
		note(k, a, OUTCOME_ATTR_DISCARD, SUBCODE_LIST, "given twice");
		k->as_is = false;
		return;
	}
	k->seen[a->type >> 6] |= bit;
	if (row == NULL || row->opaque) {
		judge_unknown(k, a);
		return;
	}
	text = judge_row(row, a, k->p, &o, &subcode);
	if (text != NULL) {
		note(k, a, o, subcode, text);
		k->as_is = false;
		return;
	}
	partial = row->flags == (ATTR_OPTIONAL | ATTR_TRANSITIVE) ?
	    a->flags & ATTR_PARTIAL : 0;
	keep(k, a, row->flags | partial);
	if (row->differs != NULL && row->differs(a->value))
		k->as_is = false;
}

/* Nearly sorted as it comes: insertion moves little. */
static void
sort_kept(struct walk *k)
{
	struct attr a;
	unsigned i, j;

	for (i = 1; i < k->nkept; i++) {
		a = k->kept[i];
		for (j = i; j > 0 && k->kept[j - 1].type > a.type; j--)
			k->kept[j] = k->kept[j - 1];
		k->kept[j] = a;
	}
}

static const struct attr *
find_kept(const struct walk *k, uint8_t type)
{
	unsigned i;

	for (i = 0; i < k->nkept; i++)
		if (k->kept[i].type == type)
			return &k->kept[i];
	return NULL;
}

static void
write_kept(const struct walk *k, struct wbuf *w)
{
	const struct old_as old = {
		.path = find_kept(k, ATTR_AS_PATH),
		.aggregator = find_kept(k, ATTR_AGGREGATOR),
		.as4_path = find_kept(k, ATTR_AS4_PATH),
		.as4_aggregator = find_kept(k, ATTR_AS4_AGGREGATOR),
	};
	const struct attr_row *row;
	const struct attr *a;
	size_t at;
	unsigned i;

	for (i = 0; i < k->nkept; i++) {
		a = &k->kept[i];
		row = attr_row_get(a->type);
		if (row != NULL && row->from == ATTR_FROM_OLD)
			continue;
		if (row != NULL && row->widen != NULL && !k->p->as4) {
			at = attr_begin(w, a->flags, a->type);
			row->widen(w, &old);
			attr_end(w, at);
		} else if (row != NULL && row->rewrite != NULL) {
			at = attr_begin(w, a->flags, a->type);
			row->rewrite(w, a->value);
			attr_end(w, at);
		} else
			attr_write(w, a->flags, a->type, a->value.p,
			    a->value.left);
	}
}

enum outcome
attr_set_check(struct rbuf raw, const struct attr_profile *p,
    struct wbuf *canon, struct attr_summary *sum, struct attr_report *why)
{
	struct walk k;
	struct rbuf left = raw;
	struct attr a = { 0 };
	size_t begin = canon->len;
	int more;

	k.p = p;
	k.why = why;
	k.nkept = k.last = 0;
	k.as_is = p->as4 != 0;
	memset(k.seen, 0, sizeof(k.seen));
	memset(sum, 0, sizeof(*sum));
	*why = (struct attr_report){ .outcome = OUTCOME_OK };
	while ((more = attr_next(&left, &a)) == 1)
		judge(&k, &a);
	if (more == -1)
		note(&k, &a, OUTCOME_TREAT_AS_WITHDRAW, SUBCODE_LIST,
		    "the next attribute runs past the set");
	if (why->outcome > OUTCOME_ATTR_DISCARD)
		return why->outcome;
	if (k.as_is) {
		if (raw.left > 0)
			wbuf_bytes(canon, raw.p, raw.left);
	} else {
		sort_kept(&k);
		write_kept(&k, canon);
	}
	if (canon->failed) {	/* wider AS numbers may not fit */
		a.type = ATTR_AS_PATH;
		note(&k, &a, OUTCOME_TREAT_AS_WITHDRAW, SUBCODE_LIST,
		    "too long with 4-octet AS numbers");
		wbuf_truncate(canon, begin);
		return why->outcome;
	}
	if (canon->len > begin)
		attr_set_summary(rbuf_of(canon->p + begin,
		    canon->len - begin), sum);
	if (sum->as_set && p->reject_as_set) {		/* RFC 9774 */
		a.type = ATTR_AS_PATH;
		note(&k, &a, OUTCOME_TREAT_AS_WITHDRAW, 11,
		    "AS_SET in the path");
		wbuf_truncate(canon, begin);
	}
	return why->outcome;
}

void
attr_set_mark(struct rbuf canon, uint32_t otc, struct wbuf *w)
{
	struct rbuf left = canon, after = canon;
	struct attr a;
	size_t at;

	while (attr_next(&left, &a) == 1 && a.type < ATTR_OTC)
		after = left;
	if (canon.left > after.left)
		wbuf_bytes(w, canon.p, canon.left - after.left);
	at = attr_begin(w, ATTR_OPTIONAL | ATTR_TRANSITIVE, ATTR_OTC);
	wbuf_u32(w, otc);
	attr_end(w, at);
	if (after.left > 0)
		wbuf_bytes(w, after.p, after.left);
}

static void
summarise_path(struct rbuf path, struct attr_summary *sum)
{
	struct rbuf left = path;
	struct aspath_segment s;
	unsigned n = aspath_length(path, 4);

	sum->path_len = (uint16_t)(n > UINT16_MAX ? UINT16_MAX : n);
	sum->first_as = aspath_first(path);
	sum->as_trans = aspath_contains(path, AS_TRANS);
	while (aspath_next(&left, 4, &s) == 1)
		if (aspath_type_is_set(s.type))
			sum->as_set = 1;
}

void
attr_set_summary(struct rbuf canon, struct attr_summary *sum)
{
	const struct attr_row *row;
	struct attr a;
	uint32_t otc;

	memset(sum, 0, sizeof(*sum));
	while (attr_next(&canon, &a) == 1) {
		if (a.type < 64)
			sum->present |= (uint64_t)1 << a.type;
		row = attr_row_get(a.type);
		if (row == NULL || row->opaque) {
			if (sum->unknown < UINT8_MAX)
				sum->unknown++;
		} else if (a.type == ATTR_ORIGIN && a.value.left == 1)
			sum->origin = a.value.p[0];
		else if (a.type == ATTR_AS_PATH)
			summarise_path(a.value, sum);
		else if (a.type == ATTR_NEXT_HOP)
			rbuf_u32(&a.value, &sum->next_hop);
		else if (a.type == ATTR_OTC)
			sum->otc_zero = rbuf_u32(&a.value, &otc) == 0 &&
			    otc == 0;
	}
}
