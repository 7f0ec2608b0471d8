/* SPDX-License-Identifier: ISC */
/*
 * Routes from bgpctl and from programs: text in, verdict out.  text is PREFIX
 * [PREFIX …] [ATTRS]; more than the prefix and "neighbor SELECTOR" is ignored
 * by delete and withdraw.  One line may name a million routes (split), so it
 * is carried out in slices.
 */
#ifndef RDE_NETWORK_H
#define RDE_NETWORK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/clock.h"
#include "base/idset.h"
#include "ipc/control.h"
#include "path/nlri.h"
#include "rde.h"
#include "text/route.h"

struct network;
struct originate_route;

/* Who asks, and for what. */
struct network_who {
	uint8_t		 op;		/* CTL_NET_* */
	uint8_t		 source;	/* CTL_SRC_BGPCTL, CTL_SRC_PROGRAM */
	const char	*owner;		/* a principal, or a program */
	/* of words: whom it is for, and the text that says so */
	const struct idset *targets;	/* NULL: every neighbour */
	const char	*selector;
	/* the same later on: a reference; NULL: it is for the selector's */
	const struct idset *(*again)(void *arg, const char *selector);
	void		*arg;
};

/*
 * Reads the text and checks what can be; NULL: *code (enum ctl_code) and why,
 * and nothing has changed.
 */
struct network *network_new(struct rde *rde, const struct network_who *who,
	    const char *text, size_t len, enum ctl_code *code, char *why,
	    size_t size);
/*
 * The same of a statement in words, a program's: family as in route_parse.
 * A family that no neighbour has is no error then, as with ExaBGP.
 */
struct network *network_words(struct rde *rde, const struct network_who *who,
	    struct route_parser *p, struct tokens *t, enum family family,
	    enum ctl_code *code, char *why, size_t size);
void	network_free(struct network *q);
/* It is not carried out at once: neighbours come and go until then. */
void	network_later(struct network *q);
/* The memory it holds until it is carried out. */
size_t	network_octets(const struct network *q);
/* What all of it have in common (but not the NLRI), of an announcement. */
const struct originate_route *network_route(const struct network *q);
/* How many NLRI, and each of them, in order; begins as { 0 }. */
uint64_t network_total(const struct network *q);
struct network_walk {
	size_t		at;
	uint32_t	left;	/* of now, when it is split */
	struct nlri	now;
};
bool	network_next(const struct network *q, struct network_walk *w);
/* Somebody it is for may have this family, or it is for nobody yet. */
bool	network_has_family(const struct network *q, uint8_t family);
/* This NLRI is announced to somebody it is for. */
bool	network_is_announced(const struct network *q, const struct nlri *n);
/* Carries it out until then; false: there is more. */
bool	network_run(struct network *q, monotime_t until);
/* Afterwards: the verdict, of how many NLRI, and the reason of a refusal. */
enum ctl_code network_verdict(const struct network *q, unsigned *done,
	    const char **why);

#endif
