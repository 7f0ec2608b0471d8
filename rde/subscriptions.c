/* SPDX-License-Identifier: ISC */
/*
 * By the neighbour's id in the configuration, which is small.  A table is made
 * anew with each configuration and never changed after that.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "subscriptions.h"

enum {
	FORMS = CONF_API_PARSED | CONF_API_PACKETS | CONF_API_CONSOLIDATE,
};

struct subscription_table {
	struct subscriptions	**v;
	uint32_t		  size;
};

struct subscription_table *
subscription_table_new(void)
{
	return xcalloc(1, sizeof(struct subscription_table));
}

void
subscription_table_free(struct subscription_table *t)
{
	uint32_t i;

	if (t == NULL)
		return;
	for (i = 0; i < t->size; i++) {
		if (t->v[i] == NULL)
			continue;
		free(t->v[i]->v);
		free(t->v[i]);
	}
	free(t->v);
	free(t);
}

static struct subscriptions *
entry(struct subscription_table *t, uint32_t id)
{
	uint32_t size;

	if (id >= t->size) {
		for (size = 64; size <= id; size *= 2)
			;
		t->v = xreallocarray(t->v, size, sizeof(*t->v));
		while (t->size < size)
			t->v[t->size++] = NULL;
	}
	if (t->v[id] == NULL)
		t->v[id] = xcalloc(1, sizeof(*t->v[id]));
	return t->v[id];
}

static struct subscription *
find(const struct subscriptions *s, const struct program *program)
{
	unsigned i;

	for (i = 0; i < s->n; i++)
		if (s->v[i].program == program)
			return &s->v[i];
	return NULL;
}

static uint16_t
types(uint16_t flags)
{
	return (flags & FORMS) != 0 ? flags : 0;
}

void
subscription_table_add(struct subscription_table *t,
    const struct conf_api *a, struct program *program)
{
	struct subscriptions *s = entry(t, a->neighbor);
	struct subscription *x = find(s, program);

	if (x == NULL) {
		s->v = xreallocarray(s->v, s->n + 1, sizeof(*s->v));
		x = &s->v[s->n++];
		*x = (struct subscription){ .program = program };
	}
	x->wants.receive |= a->receive;
	x->wants.send |= a->send;
	x->wants.other |= (uint8_t)((a->neighbor_changes ? WANT_CHANGES : 0) |
	    (a->negotiated ? WANT_NEGOTIATED : 0) |
	    (a->fsm ? WANT_FSM : 0) | (a->signal ? WANT_SIGNAL : 0));
	s->any.receive |= types(x->wants.receive);
	s->any.send |= types(x->wants.send);
	s->any.other |= x->wants.other;
}

const struct subscriptions *
subscriptions_of(const struct subscription_table *t, const struct peer *p)
{
	uint32_t id = p->range != 0 ? p->range : p->id;

	return id < t->size ? t->v[id] : NULL;
}

const struct subscription *
subscription_find(const struct subscription_table *t, const struct peer *p,
    const struct program *program)
{
	const struct subscriptions *s = subscriptions_of(t, p);

	return s != NULL ? find(s, program) : NULL;
}
