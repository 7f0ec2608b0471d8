/* SPDX-License-Identifier: ISC */
/*
 * Selectors: which neighbours a command is for.  Comma lists
 * are ORed; pairs of one selector ("local-as 64500") are ANDed; "*" or nothing
 * is everybody; a word that is no address is a description or a group.
 */
#ifndef RDE_POLICY_H
#define RDE_POLICY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/idset.h"
#include "peer.h"

/* The words behind "neighbor" (which may be there); "" is everybody. */
bool	policy_selects_all(const char *selector);
/* Whom other may match, now or later, it does too; false: it is not sure. */
bool	policy_covers(const char *selector, const char *other);
/* -1: not a selector, why says what is wrong. */
int	policy_check(const char *selector, char *why, size_t size);
/* Is this one of the words that narrow a selector (local-as and others)? */
bool	policy_is_key(const char *word);
bool	policy_matches(const char *selector, const struct peer *p);
/* A reference to the neighbours selected now. */
const struct idset *policy_select(struct idset_store *sets,
	    const struct peers *peers, const char *selector);

#endif
