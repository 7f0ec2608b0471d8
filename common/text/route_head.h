/* SPDX-License-Identifier: ISC */
/* The words in front of a route that say what family it is of. */
#ifndef TEXT_ROUTE_HEAD_H
#define TEXT_ROUTE_HEAD_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "text/route.h"

/*
 * "flow", "vpls", "ipv4 mpls-vpn", "l2vpn evpn" and the like: taken, and *f.
 * None of them: nothing is taken, *f stays.  -1: an AFI, but no family of
 * it.
 */
int	route_head(struct tokens *t, enum family *f, struct text_error *e);
/*
 * A family by number, "afi N safi N": the AFI with t->at behind its word, then
 * the rest.  One that has words of its own is just that.
 */
int	route_head_afi(struct tokens *t, uint16_t *afi, struct text_error *e);
int	route_head_safi(struct tokens *t, uint16_t afi, enum family *f,
	    struct text_error *e);
/* The same with t->at behind the word safi. */
int	route_head_safi_number(struct tokens *t, uint16_t afi, enum family *f,
	    struct text_error *e);
/* What names one family, "ipv4 unicast" or "afi N safi N": 0, or -1 and *e. */
int	route_head_family(struct tokens *t, enum family *f,
	    struct text_error *e);
/* -1 and *e: tok is no SAFI's word behind afi; which ones are. */
int	route_head_no_safi(const char *afi, const struct token *tok,
	    struct text_error *e);
/* -1 and *e: tok begins no route; what does. */
int	route_head_unknown(const struct token *tok, struct text_error *e);
/* ROUTE_FLOW too. */
bool	route_family_is_flow(enum family f);
/* Does a route of it begin with a prefix? */
bool	route_family_has_prefix(enum family f);

#endif
