/* SPDX-License-Identifier: ISC */
/*
 * Messages as an MRT file (RFC 6396 4.4, RFC 8050), which other tools read: a
 * form like text and JSON, for messages only.
 */
#ifndef CTL_OUTPUT_MRT_H
#define CTL_OUTPUT_MRT_H

#include "output.h"

extern const struct output_form output_mrt;

#endif
