/** Solving with a symmetric positive definite matrix (Cholesky): the linear algebra of Newton's method. */

/** Lower factor L of A = L Lᵀ, row by row; null when A is not positive definite. */
export function cholesky(matrix: Float64Array, size: number): Float64Array | null {
  const lower = new Float64Array(size * size)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let rest = matrix[row * size + column] ?? 0
      for (let k = 0; k < column; k++) rest -= (lower[row * size + k] ?? 0) * (lower[column * size + k] ?? 0)
      if (row !== column) lower[row * size + column] = rest / (lower[column * size + column] ?? 1)
      else if (rest > 0) lower[row * size + row] = Math.sqrt(rest)
      else return null
    }
  }
  return lower
}

/** x with L Lᵀ x = b. */
export function solveCholesky(lower: Float64Array, size: number, b: Float64Array): Float64Array {
  const x = Float64Array.from(b)
  for (let row = 0; row < size; row++) {
    let rest = x[row] ?? 0
    for (let k = 0; k < row; k++) rest -= (lower[row * size + k] ?? 0) * (x[k] ?? 0)
    x[row] = rest / (lower[row * size + row] ?? 1)
  }
  for (let row = size - 1; row >= 0; row--) {
    let rest = x[row] ?? 0
    for (let k = row + 1; k < size; k++) rest -= (lower[k * size + row] ?? 0) * (x[k] ?? 0)
    x[row] = rest / (lower[row * size + row] ?? 1)
  }
  return x
}

/** The inverse of A from its factor. */
export function inverse(lower: Float64Array, size: number): Float64Array {
  const result = new Float64Array(size * size)
  const unit = new Float64Array(size)
  for (let column = 0; column < size; column++) {
    unit.fill(0)
    unit[column] = 1
    solveCholesky(lower, size, unit).forEach((value, row) => {
      result[row * size + column] = value
    })
  }
  return result
}
