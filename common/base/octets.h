/* SPDX-License-Identifier: ISC */
/*
 * Numbers in octets that somebody has checked to be there (network order; else
 * rbuf.h), and digits of hexadecimal.
 */
#ifndef BASE_OCTETS_H
#define BASE_OCTETS_H

#include <stddef.h>
#include <stdint.h>

/* Of up to eight octets. */
uint64_t octets_number(const uint8_t *p, size_t n);
void	octets_put_u32(uint8_t p[4], uint32_t v);
/* 0 to 15, or -1: it is none. */
int	octets_digit(char c);

#endif
