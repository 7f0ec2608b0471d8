/* SPDX-License-Identifier: ISC */
/* Interned strings by number, reference counted; 0 is none (NULL or ""). */
#ifndef RDE_NAMES_H
#define RDE_NAMES_H

#include <stddef.h>
#include <stdint.h>

struct names;

struct names	*names_new(void);
void		 names_free(struct names *n);
uint32_t	 names_intern(struct names *n, const char *s);
/* The number without a reference; 0 when nobody interned s. */
uint32_t	 names_find(const struct names *n, const char *s);
void		 names_ref(struct names *n, uint32_t x);
void		 names_unref(struct names *n, uint32_t x);
const char	*names_get(const struct names *n, uint32_t x);	/* "" for 0 */
size_t		 names_bytes(const struct names *n);

#endif
