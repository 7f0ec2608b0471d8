/* SPDX-License-Identifier: ISC */
/* A set of 32-bit numbers other than 0; nothing allocated while empty. */
#ifndef RDE_SHORT_LIST_H
#define RDE_SHORT_LIST_H

#include <stdbool.h>
#include <stdint.h>

struct short_list {
	uint32_t	*slots;
	uint32_t	 nslots;
	uint32_t	 count;
};

void	short_list_clear(struct short_list *l);		/* frees */
void	short_list_add(struct short_list *l, uint32_t x);
void	short_list_remove(struct short_list *l, uint32_t x);
bool	short_list_has(const struct short_list *l, uint32_t x);

#endif
