/* SPDX-License-Identifier: ISC */
/*
 * Interned attribute sets: canonical wire octets, reference counted, one
 * object for equal sets, addressed by index (0: none).  Const outside this
 * file.  Beside it the memory of what was checked: (raw octets, profile) to
 * set and outcome, so that the same octets are judged once.
 */
#ifndef RDE_ATTRS_H
#define RDE_ATTRS_H

#include <stddef.h>
#include <stdint.h>

#include "base/rbuf.h"
#include "path/attr.h"

struct attrs_store;

struct attrs_store *attrs_store_new(void);
void		attrs_store_free(struct attrs_store *st);

/* A reference to the set with these canonical octets. */
uint32_t	attrs_intern(struct attrs_store *st, struct rbuf canon);
void		attrs_ref(struct attrs_store *st, uint32_t idx);
/* 0: nothing */
void		attrs_unref(struct attrs_store *st, uint32_t idx);
/* Borrowed; valid while a reference is held. */
struct rbuf	attrs_octets(const struct attrs_store *st, uint32_t idx);
const struct attr_summary *attrs_summary(const struct attrs_store *st,
		    uint32_t idx);
/* A hint that these sets (0: none) will be read or given back now. */
void		attrs_warm(const struct attrs_store *st, const uint32_t *idx,
		    size_t n);
/*
 * attr_set_check through the memory.  The set's reference goes to the caller
 * (*idx, 0 when the outcome leaves none).
 */
enum outcome	attrs_check(struct attrs_store *st,
		    const struct rbuf *runs, unsigned nruns,
		    const struct attr_profile *p, uint32_t *idx,
		    struct attr_report *why);
/*
 * A reference to the set with this OTC, which it does not have; 0: it would be
 * longer than a set may be.
 */
uint32_t	attrs_mark(struct attrs_store *st, uint32_t idx,
		    uint32_t otc);
/* How many sets, octets, references: for bgpctl show rib memory. */
void		attrs_usage(const struct attrs_store *st, uint64_t *count,
		    uint64_t *bytes, uint64_t *refs);

#endif
