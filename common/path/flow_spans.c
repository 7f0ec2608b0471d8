/* SPDX-License-Identifier: ISC */
/*
 * Sets of values as runs.  A numeric field is computed run by run, for flow
 * labels have a million values; a bit mask value by value, for there are 4096
 * at most.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "path/flow_spans.h"

void
flow_spans_free(struct flow_spans *s)
{
	free(s->v);
	memset(s, 0, sizeof(*s));
}

static void
push(struct flow_spans *s, uint32_t first, uint32_t last)
{
	if (s->n == s->room) {
		s->room = s->room == 0 ? 4 : s->room * 2;
		s->v = xreallocarray(s->v, s->room, sizeof(*s->v));
	}
	s->v[s->n++] = (struct flow_span){ first, last };
}

void
flow_spans_add(struct flow_spans *s, uint32_t first, uint32_t last)
{
	if (s->n > 0 && s->v[s->n - 1].last + 1 == first)
		s->v[s->n - 1].last = last;
	else
		push(s, first, last);
}

void
flow_spans_and(struct flow_spans *out, const struct flow_spans *a,
    const struct flow_spans *b)
{
	const struct flow_span *x, *y;
	size_t i = 0, j = 0;

	out->n = 0;
	while (i < a->n && j < b->n) {
		x = &a->v[i];
		y = &b->v[j];
		if (x->first <= y->last && y->first <= x->last)
			flow_spans_add(out,
			    x->first > y->first ? x->first : y->first,
			    x->last < y->last ? x->last : y->last);
		if (x->last < y->last)
			i++;
		else
			j++;
	}
}

void
flow_spans_less(struct flow_spans *out, const struct flow_spans *a,
    const struct flow_spans *b)
{
	uint32_t first;
	size_t i, j = 0;
	bool left;

	out->n = 0;
	for (i = 0; i < a->n; i++) {
		first = a->v[i].first;
		left = true;
		while (j < b->n && b->v[j].last < first)
			j++;
		for (; left && j < b->n && b->v[j].first <= a->v[i].last;
		    j++) {
			if (b->v[j].first > first)
				flow_spans_add(out, first,
				    b->v[j].first - 1);
			if (b->v[j].last >= a->v[i].last) {
				left = false;
				break;
			}
			first = b->v[j].last + 1;
		}
		if (left)
			flow_spans_add(out, first, a->v[i].last);
	}
}

bool
flow_spans_meet(const struct flow_spans *a, const struct flow_spans *b)
{
	size_t i = 0, j = 0;

	while (i < a->n && j < b->n) {
		if (a->v[i].last < b->v[j].first)
			i++;
		else if (b->v[j].last < a->v[i].first)
			j++;
		else
			return true;
	}
	return false;
}

bool
flow_spans_within(const struct flow_spans *a, const struct flow_spans *b)
{
	size_t i, j = 0;

	for (i = 0; i < a->n; i++) {
		while (j < b->n && b->v[j].last < a->v[i].first)
			j++;
		if (j == b->n || b->v[j].first > a->v[i].first ||
		    b->v[j].last < a->v[i].last)
			return false;
	}
	return true;
}

/* --- operators ----------------------------------------------------------- */

/* The values that one numeric operator takes: at most two runs. */
static void
numeric_term(struct flow_spans *out, const struct flow_op *o)
{
	const uint64_t v = o->value, top = UINT32_MAX;

	out->n = 0;
	if ((o->op & FLOW_LT) != 0 && v > 0)
		flow_spans_add(out, 0, (uint32_t)(v - 1 < top ? v - 1 : top));
	if ((o->op & FLOW_EQ) != 0 && v <= top)
		flow_spans_add(out, (uint32_t)v, (uint32_t)v);
	if ((o->op & FLOW_GT) != 0 && v < top)
		flow_spans_add(out, (uint32_t)v + 1, UINT32_MAX);
}

/* RFC 8955 4.2.1.2 */
static bool
bits_match(const struct flow_op *o, uint64_t data)
{
	bool hit = (o->op & FLOW_MATCH) != 0 ?
	    (data & o->value) == o->value : (data & o->value) != 0;

	return hit != ((o->op & FLOW_NOT) != 0);
}

static void
bitmask_term(struct flow_spans *out, const struct flow_op *o,
    const struct flow_spans *all)
{
	uint32_t v;
	size_t i;

	out->n = 0;
	for (i = 0; i < all->n; i++)
		for (v = all->v[i].first; v <= all->v[i].last; v++)
			if (bits_match(o, v))
				flow_spans_add(out, v, v);
}

static int
span_cmp(const void *a, const void *b)
{
	const struct flow_span *x = a, *y = b;

	return (x->first > y->first) - (x->first < y->first);
}

/* Runs in any order to a set. */
static void
tidy(struct flow_spans *s)
{
	size_t i, n = 0;

	if (s->n == 0)
		return;
	qsort(s->v, s->n, sizeof(*s->v), span_cmp);
	for (i = 1; i < s->n; i++) {
		if (s->v[n].last == UINT32_MAX ||
		    s->v[i].first <= s->v[n].last + 1) {
			if (s->v[i].last > s->v[n].last)
				s->v[n].last = s->v[i].last;
		} else
			s->v[++n] = s->v[i];
	}
	s->n = n + 1;
}

void
flow_spans_of(struct flow_spans *out, const struct flow_part *p,
    struct rbuf ops, const struct flow_spans *all)
{
	struct flow_spans term = { 0 }, group = { 0 }, next = { 0 }, swap;
	const struct flow_spans *left;
	struct flow_op o;
	bool first = true;
	size_t i;

	out->n = 0;
	while (flow_next_op(&ops, &o) == 1) {
		if ((o.op & FLOW_AND) == 0 || first) {
			for (i = 0; i < group.n; i++)
				push(out, group.v[i].first, group.v[i].last);
			left = all;
		} else
			left = &group;
		first = false;
		if (p->row->kind == FLOW_NUMERIC)
			numeric_term(&term, &o);
		else
			bitmask_term(&term, &o, all);
		flow_spans_and(&next, left, &term);
		swap = group;
		group = next;
		next = swap;
	}
	for (i = 0; i < group.n; i++)
		push(out, group.v[i].first, group.v[i].last);
	tidy(out);
	flow_spans_free(&term);
	flow_spans_free(&group);
	flow_spans_free(&next);
}
