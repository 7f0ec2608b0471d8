/* SPDX-License-Identifier: ISC */
/* OpenBGPD's words for flow specification rules, as its bgpctl takes them. */
#ifndef TEXT_FLOW_RULE_H
#define TEXT_FLOW_RULE_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "bgp/family.h"
#include "path/flow.h"

/* "inet", "IPv6", "VPNv4" and the like, or FAMILY_NONE: none of them. */
enum family flow_rule_family(struct tokens *t);
/*
 * from, to, proto, icmp-type, length, dscp, flags, fragment and what follows
 * them, or "set", which says nothing: 1 taken, 0 not one of these, or in
 * ExaBGP's words (nothing consumed), -1 with *e.
 */
int	flow_rule_one(struct flow_words *f, struct tokens *t,
	    struct text_error *e);
/* All words of a rule, OpenBGPD's and ExaBGP's; NULL-terminated. */
const char *const *flow_rule_words(void);

#endif
