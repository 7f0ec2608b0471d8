/* SPDX-License-Identifier: ISC */
/*
 * Tables of words that are made of the rows of families when one is first
 * asked for: of families with addresses the SAFI's word, which stands behind
 * "IPv4" or "IPv6", and of the others their name.
 */
#include <string.h>

#include "argument.h"
#include "bgp/addr.h"
#include "bgp/family.h"
#include "grammar_family.h"
#include "grammar_words.h"

struct made {
	struct word	v[FAMILY_MAX + 1];	/* the last is WORD_STOP */
	size_t		n;
};

const char *
grammar_set_family(struct command *c, const struct word *w, const char *s)
{
	const struct family_info *f = family_info(w->value);

	(void)s;
	c->filter.afi = f->afi;
	c->filter.safi = f->safi;
	return argument_once(&c->filter, CTL_RIB_FAMILY, "a second family");
}

/* The number of a SAFI is the same with any AFI. */
static const char *
set_safi(struct command *c, const struct word *w, const char *s)
{
	(void)s;
	c->filter.safi = family_info(w->value)->safi;
	return NULL;
}

static void
add(struct made *m, const struct word *w)
{
	size_t i;

	for (i = 0; i < m->n; i++)
		if (strcmp(m->v[i].name, w->name) == 0)
			return;
	m->v[m->n++] = *w;
}

static void
make(struct made *safis, struct made *names)
{
	const struct family_info *i;
	struct family_word w;
	unsigned n;

	for (n = 0; family_word(n, &w); n++) {
		i = family_info(w.family);
		if (i->safi_word != w.safi)
			continue;	/* one that is the same in others */
		if (i->af != ADDR_NONE)
			add(safis, &(struct word)KEY(i->safi_word,
			    "of that address family", TABLE_FILTERS,
			    set_safi, w.family));
		else
			add(names, &(struct word){ WORD_WHOLE, i->name,
			    "address family", TABLE_FILTERS, NULL,
			    grammar_set_family, w.family });
	}
}

const struct word *
grammar_family_table(enum word_table t)
{
	static struct made safis, names;

	if (t != TABLE_SAFIS && t != TABLE_NAMES)
		return NULL;
	if (safis.n == 0)
		make(&safis, &names);
	return t == TABLE_SAFIS ? safis.v : names.v;
}
