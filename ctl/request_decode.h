/* SPDX-License-Identifier: ISC */
/* decode: octets of a message as the event that a program would be told. */
#ifndef CTL_REQUEST_DECODE_H
#define CTL_REQUEST_DECODE_H

#include "request.h"

enum exit_code request_decode(struct request *r);

#endif
