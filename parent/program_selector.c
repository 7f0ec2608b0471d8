/* SPDX-License-Identifier: ISC */
/*
 * Values are compared with what is configured, not with what a session has
 * come to; a range is one neighbour, those that came of it are none.
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <bsd/stdlib.h>

#include "program_selector.h"

/* Each part is held against each neighbour, in the parent. */
enum { WORD_MAX = 64, PARTS_MAX = 64 };

struct reading {
	const char	*p;
	size_t		 left;
	char		 word[WORD_MAX];	/* "," too; "" at the end */
	char		*why;
	size_t		 size;
};

struct part {
	bool		any;		/* "*" */
	struct addr	remote, local;
	bool		has_local, auto_local;
	uint32_t	local_as, peer_as, router_id;
};

static int
refuse(struct reading *r, const char *what)
{
	(void)snprintf(r->why, r->size, "%s%s%s", what,
	    r->word[0] != '\0' ? ": " : "", r->word);
	return -1;
}

/* 0, or -1: a word is too long to be any. */
static int
next(struct reading *r)
{
	size_t n = 0;

	while (r->left > 0 && (*r->p == ' ' || *r->p == '\t')) {
		r->p++;
		r->left--;
	}
	if (r->left > 0 && *r->p == ',')
		n = 1;
	else
		while (n < r->left && r->p[n] != '\0' &&
		    strchr(" \t,", r->p[n]) == NULL)
			n++;
	if (n >= WORD_MAX || (n == 0 && r->left > 0)) {
		r->word[0] = '\0';
		return refuse(r, "a word that means nothing");
	}
	memcpy(r->word, r->p, n);
	r->word[n] = '\0';
	r->p += n;
	r->left -= n;
	return 0;
}

static int
number(struct reading *r, uint32_t *v)
{
	const char *bad;

	*v = (uint32_t)strtonum(r->word, 1, UINT32_MAX, &bad);
	return bad != NULL ? refuse(r, "not a number") : 0;
}

static int
local(struct reading *r, struct part *s)
{
	s->has_local = true;
	s->auto_local = strcmp(r->word, "auto") == 0;
	if (s->auto_local || addr_parse(r->word, &s->local) == 0)
		return 0;
	return refuse(r, "not an address");
}

static int
local_as(struct reading *r, struct part *s)
{
	return number(r, &s->local_as);
}

static int
peer_as(struct reading *r, struct part *s)
{
	return number(r, &s->peer_as);
}

static int
router_id(struct reading *r, struct part *s)
{
	struct addr a;

	if (addr_parse(r->word, &a) == -1 || a.af != ADDR_V4)
		return refuse(r, "not a router id");
	s->router_id = (uint32_t)a.b[0] << 24 | (uint32_t)a.b[1] << 16 |
	    (uint32_t)a.b[2] << 8 | a.b[3];
	return 0;
}

static const struct {
	const char	*word;
	int		(*fn)(struct reading *r, struct part *s);
} keys[] = {
	{ "local-ip", local },
	{ "local-address", local },
	{ "local-as", local_as },
	{ "peer-as", peer_as },
	{ "router-id", router_id },
};

static int
key(struct reading *r, struct part *s)
{
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		if (strcmp(keys[i].word, r->word) != 0)
			continue;
		if (next(r) == -1)
			return -1;
		return keys[i].fn(r, s);
	}
	return refuse(r, "not known in a selector");
}

/* To the comma behind it, or the end. */
static int
part(struct reading *r, struct part *s)
{
	*s = (struct part){ .any = false };
	if (strcmp(r->word, "neighbor") == 0 && next(r) == -1)
		return -1;
	s->any = strcmp(r->word, "*") == 0;
	if (!s->any && addr_parse(r->word, &s->remote) == -1)
		return refuse(r, "wanted: neighbor ADDRESS [key value ...]");
	if (next(r) == -1)
		return -1;
	while (r->word[0] != '\0' && strcmp(r->word, ",") != 0)
		if (key(r, s) == -1 || next(r) == -1)
			return -1;
	return 0;
}

static bool
means(const struct part *s, const struct conf_neighbor *n)
{
	if (!s->any && !addr_eq(&s->remote, &n->remote))
		return false;
	if (s->has_local && (s->auto_local ? n->local.af != ADDR_NONE :
	    !addr_eq(&s->local, &n->local)))
		return false;
	return (s->local_as == 0 || s->local_as == n->local_as) &&
	    (s->peer_as == 0 || s->peer_as == n->peer_as) &&
	    (s->router_id == 0 || s->router_id == n->router_id);
}

static bool
is_meant(const struct part *v, size_t n, const struct conf_neighbor *nb)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (means(&v[i], nb))
			return true;
	return false;
}

static int
mark(const struct part *v, size_t n, const struct config *c, uint8_t *ids)
{
	const struct conf_neighbor *nb;
	size_t i;
	int found = 0;

	for (i = 0; i < c->nneighbors; i++) {
		nb = &c->neighbors[i];
		if (!is_meant(v, n, nb))
			continue;
		ids[nb->id / 8] |= (uint8_t)(1U << nb->id % 8);
		found++;
	}
	return found;
}

int
program_selector(const char *text, size_t len, const struct config *c,
    uint8_t ids[SELECTOR_BITS / 8], char *why, size_t size)
{
	struct reading r = { .p = text, .left = len, .why = why,
	    .size = size };
	struct part v[PARTS_MAX];
	size_t n = 0;

	memset(ids, 0, SELECTOR_BITS / 8);
	do {
		if (n == PARTS_MAX) {
			(void)snprintf(why, size, "a selector names at most "
			    "%d neighbors", PARTS_MAX);
			return -1;
		}
		if (next(&r) == -1 || part(&r, &v[n++]) == -1)
			return -1;
	} while (r.word[0] == ',');
	return mark(v, n, c, ids);
}
