/* SPDX-License-Identifier: ISC */
/* One path attribute, its header and what is in it. */
#ifndef CTL_EXPLAIN_ATTR_H
#define CTL_EXPLAIN_ATTR_H

#include "explain.h"
#include "path/attr.h"

/* How the session's neighbour is checked. */
struct attr_profile explain_profile(const struct explain *e);
/* An enum outcome as the verdict of that name. */
enum offence_verdict explain_verdict(enum outcome o);
/* "RFC 7606 7.1": what is said of a malformed one. */
const char *explain_attr_section(uint8_t type);
/*
 * The attribute at the beginning of *b, which moves on.  False: it runs past
 * the others, and that is all that can be said.
 */
bool	explain_attr(struct explain *e, struct rbuf *b, uint64_t seen[4]);

#endif
